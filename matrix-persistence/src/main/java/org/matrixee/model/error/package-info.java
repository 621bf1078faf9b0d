/**
 * The one exception told to callers, and the error codes of the specification.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.error;

import org.jspecify.annotations.NullMarked;
