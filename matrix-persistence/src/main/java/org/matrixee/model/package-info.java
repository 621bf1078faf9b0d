/**
 * The vocabulary of Matrix as pure values: identifiers, events, room versions, errors.
 *
 * <p>It knows the JDK, {@code jakarta.json} and JSpecify, and nothing else: no database, no
 * container, no clock.
 */
@NullMarked
package org.matrixee.model;

import org.jspecify.annotations.NullMarked;
