/**
 * What all adapters share: the connection of the running transaction, writing many rows at once,
 * numbers, and reading events.
 *
 * <p>Entities are the mapping, which Hibernate validates against the migrated schema, and serve the
 * quiet tables. The hot tables are written and read by SQL over the same session's connection: one
 * statement for a whole batch.
 */
@NullMarked
package org.matrixee.store.jpa;

import org.jspecify.annotations.NullMarked;
