/**
 * Ports of devices and of the tokens that renew or begin their sessions.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.device;

import org.jspecify.annotations.NullMarked;
