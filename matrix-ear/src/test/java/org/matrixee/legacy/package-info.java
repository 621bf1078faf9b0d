/**
 * Black-box tests of the client API of October 2014, one method per row of the specification's
 * checklist (docs/spec-coverage.md).
 *
 * <p>Written from the specification alone; must not use any class of the product.
 */
@NullMarked
package org.matrixee.legacy;

import org.jspecify.annotations.NullMarked;
