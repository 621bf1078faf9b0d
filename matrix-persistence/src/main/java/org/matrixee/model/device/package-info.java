/**
 * Devices of users, and the tokens by which they speak.
 *
 * <p>Pure: knows nothing of databases, HTTP or clocks.
 */
@NullMarked
package org.matrixee.model.device;

import org.jspecify.annotations.NullMarked;
