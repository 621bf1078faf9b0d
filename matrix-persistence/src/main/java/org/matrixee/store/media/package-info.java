/**
 * The port of uploaded files.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.media;

import org.jspecify.annotations.NullMarked;
