/** What users keep for themselves, on JPA. */
@NullMarked
package org.matrixee.store.personal.jpa;

import org.jspecify.annotations.NullMarked;
