/** Client API v1 of October 2014: streams, initial syncs and history. */
@NullMarked
package org.matrixee.web.legacy.client.sync;

import org.jspecify.annotations.NullMarked;
