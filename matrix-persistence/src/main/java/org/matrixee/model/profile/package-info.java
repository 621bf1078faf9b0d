/**
 * How users appear, and the work of telling it.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.profile;

import org.jspecify.annotations.NullMarked;
