/** Room aliases and the public room list. */
@NullMarked
package org.matrixee.server.directory;

import org.jspecify.annotations.NullMarked;
