/**
 * Outgoing work and the signing key, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.federation.jpa;

import org.jspecify.annotations.NullMarked;
