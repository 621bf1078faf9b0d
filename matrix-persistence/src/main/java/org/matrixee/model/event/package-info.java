/**
 * Events as every capability sees them: parsed, stored, drafted, and the state they make.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.event;

import org.jspecify.annotations.NullMarked;
