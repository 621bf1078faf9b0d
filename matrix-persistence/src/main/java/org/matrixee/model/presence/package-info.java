/**
 * How a user is to be reached, as others see it.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.presence;

import org.jspecify.annotations.NullMarked;
