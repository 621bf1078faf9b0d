/**
 * Keys for end-to-end encryption: those of devices, those that sign them, and who is told that they
 * changed.
 *
 * <p>Knows devices and user-interactive authentication; private keys never come here.
 */
@NullMarked
package org.matrixee.server.keys;

import org.jspecify.annotations.NullMarked;
