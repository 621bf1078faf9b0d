/**
 * Ports of backups of room keys.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.backup;

import org.jspecify.annotations.NullMarked;
