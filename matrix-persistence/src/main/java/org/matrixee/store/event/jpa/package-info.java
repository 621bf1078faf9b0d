/**
 * Event store: rooms' locks and heads, events, timelines and streams, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.event.jpa;

import org.jspecify.annotations.NullMarked;
