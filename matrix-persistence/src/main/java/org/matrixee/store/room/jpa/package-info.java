/**
 * Rooms, aliases and memberships, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.room.jpa;

import org.jspecify.annotations.NullMarked;
