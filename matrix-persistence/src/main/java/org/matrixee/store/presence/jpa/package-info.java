/**
 * Presence and presence lists, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.presence.jpa;

import org.jspecify.annotations.NullMarked;
