/**
 * Holds what tests and server say to each other against the OpenAPI data of the Matrix
 * specification, which stands in {@code matrix-spec} among the test resources. Knows nothing of
 * servers and of single tests.
 */
@NullMarked
package org.matrixee.openapi;

import org.jspecify.annotations.NullMarked;
