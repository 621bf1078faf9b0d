/** Accounts, logins and devices in the current client-server API. */
@NullMarked
package org.matrixee.web.client.account;

import org.jspecify.annotations.NullMarked;
