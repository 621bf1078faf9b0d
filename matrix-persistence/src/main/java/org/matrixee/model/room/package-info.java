/**
 * Room versions as values, membership, join rules, levels and verdicts.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.room;

import org.jspecify.annotations.NullMarked;
