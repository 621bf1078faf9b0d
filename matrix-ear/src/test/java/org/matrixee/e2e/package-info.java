/**
 * End-to-end tests and their harness: start the built server, talk to it over HTTP, kill it.
 *
 * <p>Knows the server only by its folder, its environment variables and its URLs; must not use any
 * class of the product.
 */
@NullMarked
package org.matrixee.e2e;

import org.jspecify.annotations.NullMarked;
