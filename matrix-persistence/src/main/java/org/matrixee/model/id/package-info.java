/**
 * Identifiers of the specification, each its own type, checked when made.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.id;

import org.jspecify.annotations.NullMarked;
