/** Measurements of a running server, to be started by hand: no tests. */
@NullMarked
package org.matrixee.bench;

import org.jspecify.annotations.NullMarked;
