/**
 * Addresses of the network.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.net;

import org.jspecify.annotations.NullMarked;
