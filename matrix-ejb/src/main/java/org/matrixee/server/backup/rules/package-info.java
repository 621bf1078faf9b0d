/** Pure functions of backups of room keys. */
@NullMarked
package org.matrixee.server.backup.rules;

import org.jspecify.annotations.NullMarked;
