/** Backups of room keys in the current client-server API. */
@NullMarked
package org.matrixee.web.client.backup;

import org.jspecify.annotations.NullMarked;
