/**
 * Ports of what users and their clients keep for themselves: account data and filters.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.personal;

import org.jspecify.annotations.NullMarked;
