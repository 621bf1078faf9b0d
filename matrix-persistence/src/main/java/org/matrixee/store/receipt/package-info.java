/**
 * Port of read receipts.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.receipt;

import org.jspecify.annotations.NullMarked;
