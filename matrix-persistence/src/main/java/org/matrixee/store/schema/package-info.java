/**
 * Migration of the database schema.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.schema;

import org.jspecify.annotations.NullMarked;
