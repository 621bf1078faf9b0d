/** Servers that talk to each other, and peers that no honest server is. */
@NullMarked
package org.matrixee.federation;

import org.jspecify.annotations.NullMarked;
