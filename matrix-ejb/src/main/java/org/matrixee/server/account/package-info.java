/** Registration, login and sessions. */
@NullMarked
package org.matrixee.server.account;

import org.jspecify.annotations.NullMarked;
