/** Pure rules of logging in at OpenID Connect providers. */
@NullMarked
package org.matrixee.server.account.oidc.rules;

import org.jspecify.annotations.NullMarked;
