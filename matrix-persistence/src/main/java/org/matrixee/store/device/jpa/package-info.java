/**
 * Devices and their tokens in tables. Nothing leaves this package but the ports' implementations.
 */
@NullMarked
package org.matrixee.store.device.jpa;

import org.jspecify.annotations.NullMarked;
