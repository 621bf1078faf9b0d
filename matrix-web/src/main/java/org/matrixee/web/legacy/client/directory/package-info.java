/** Client API v1 of October 2014: aliases and the list of public rooms. */
@NullMarked
package org.matrixee.web.legacy.client.directory;

import org.jspecify.annotations.NullMarked;
