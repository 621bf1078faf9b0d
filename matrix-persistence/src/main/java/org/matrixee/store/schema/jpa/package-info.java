/**
 * Migration by Flyway, validation by Hibernate, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.schema.jpa;

import org.jspecify.annotations.NullMarked;
