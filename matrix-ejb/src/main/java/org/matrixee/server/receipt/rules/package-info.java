/** Pure rules of receipts and threads. */
@NullMarked
package org.matrixee.server.receipt.rules;

import org.jspecify.annotations.NullMarked;
