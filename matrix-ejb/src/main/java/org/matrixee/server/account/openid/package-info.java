/** Tokens by which users tell other services who they are. */
@NullMarked
package org.matrixee.server.account.openid;

import org.jspecify.annotations.NullMarked;
