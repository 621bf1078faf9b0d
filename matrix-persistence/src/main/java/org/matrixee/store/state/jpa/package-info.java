/**
 * Snapshots as shared blocks, and the current state, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.state.jpa;

import org.jspecify.annotations.NullMarked;
