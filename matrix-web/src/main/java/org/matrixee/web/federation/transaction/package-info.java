/** Transactions of other servers. */
@NullMarked
package org.matrixee.web.federation.transaction;

import org.jspecify.annotations.NullMarked;
