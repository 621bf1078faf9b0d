/** The stream's mark on JPA. */
@NullMarked
package org.matrixee.store.stream.jpa;

import org.jspecify.annotations.NullMarked;
