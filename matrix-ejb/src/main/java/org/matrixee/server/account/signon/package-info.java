/**
 * Single sign-on over the current API: a browser goes to where somebody is known, and comes back
 * with a token for one login, or with a proof for one operation.
 *
 * <p>Who is proven elsewhere, and how, is the business of the stages of logins.
 */
@NullMarked
package org.matrixee.server.account.signon;

import org.jspecify.annotations.NullMarked;
