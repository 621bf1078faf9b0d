/**
 * Ports: the interfaces through which the use cases keep and find what the model describes.
 *
 * <p>They speak the model only. Their JPA adapters live in {@code jpa} packages below and are seen
 * by nobody.
 */
@NullMarked
package org.matrixee.store;

import org.jspecify.annotations.NullMarked;
