/**
 * Backups of room keys, encrypted by the clients that make them.
 *
 * <p>Knows nothing of rooms or devices: a backup belongs to a user.
 */
@NullMarked
package org.matrixee.server.backup;

import org.jspecify.annotations.NullMarked;
