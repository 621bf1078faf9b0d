/** Read receipts and read markers. */
@NullMarked
package org.matrixee.server.receipt;

import org.jspecify.annotations.NullMarked;
