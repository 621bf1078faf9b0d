/**
 * Files that people upload: their names and what is known of them.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.media;

import org.jspecify.annotations.NullMarked;
