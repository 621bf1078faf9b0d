/**
 * Address books, on Hibernate.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.addressbook.jpa;

import org.jspecify.annotations.NullMarked;
