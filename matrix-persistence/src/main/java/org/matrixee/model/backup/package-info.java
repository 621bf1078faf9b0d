/**
 * Backups of room keys, which their owners encrypt.
 *
 * <p>Pure: knows nothing of databases, HTTP or clocks.
 */
@NullMarked
package org.matrixee.model.backup;

import org.jspecify.annotations.NullMarked;
