/**
 * Proofs that somebody owns an e-mail address, for clients of the current API.
 *
 * <p>It knows nothing of what a proof is used for but its purpose.
 */
@NullMarked
package org.matrixee.server.account.email;

import org.jspecify.annotations.NullMarked;
