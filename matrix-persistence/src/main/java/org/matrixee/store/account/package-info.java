/**
 * Ports of accounts, access tokens and idempotent client transactions.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.account;

import org.jspecify.annotations.NullMarked;
