/** Who has read what. */
@NullMarked
package org.matrixee.model.receipt;

import org.jspecify.annotations.NullMarked;
