/**
 * Accounts, tokens and finished requests, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.account.jpa;

import org.jspecify.annotations.NullMarked;
