/**
 * Making, changing and giving up accounts over the current API.
 *
 * <p>Who may do so is decided by the stages of user-interactive authentication.
 */
@NullMarked
package org.matrixee.server.account.lifecycle;

import org.jspecify.annotations.NullMarked;
