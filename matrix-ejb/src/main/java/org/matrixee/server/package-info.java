/**
 * The use cases of the home server, one package per capability, pure rules in {@code rules}
 * packages.
 *
 * <p>It knows the model and the stores' ports. It must not know JAX-RS or JPA.
 */
@NullMarked
package org.matrixee.server;

import org.jspecify.annotations.NullMarked;
