/**
 * Levels across the generations: what clients of one see and set in rooms of the other. Knows
 * nothing of HTTP.
 */
@NullMarked
package org.matrixee.server.levels;

import org.jspecify.annotations.NullMarked;
