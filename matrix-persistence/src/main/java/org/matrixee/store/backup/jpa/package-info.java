/** Backups of room keys in tables. Nothing leaves this package but the ports' implementations. */
@NullMarked
package org.matrixee.store.backup.jpa;

import org.jspecify.annotations.NullMarked;
