/**
 * The exact bytes of a JSON text.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.json;

import org.jspecify.annotations.NullMarked;
