/**
 * {@code m.login.oauth2}: logging in at OpenID Connect providers.
 *
 * <p>Knows the library that speaks OpenID Connect; nothing outside of this package does.
 */
@NullMarked
package org.matrixee.server.account.oidc;

import org.jspecify.annotations.NullMarked;
