/** Read receipts on JPA. */
@NullMarked
package org.matrixee.store.receipt.jpa;

import org.jspecify.annotations.NullMarked;
