/**
 * Work of profile changes, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.profile.jpa;

import org.jspecify.annotations.NullMarked;
