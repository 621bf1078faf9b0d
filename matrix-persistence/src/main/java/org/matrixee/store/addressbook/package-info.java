/**
 * Port of users' address books.
 *
 * <p>Speaks the model only; the adapter is in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.addressbook;

import org.jspecify.annotations.NullMarked;
