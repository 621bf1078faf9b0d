/**
 * Logging in over the current API: by a password, or by a token for one login.
 *
 * <p>Passwords, tokens and devices are those that clients of 2014 have, too.
 */
@NullMarked
package org.matrixee.server.account.signin;

import org.jspecify.annotations.NullMarked;
