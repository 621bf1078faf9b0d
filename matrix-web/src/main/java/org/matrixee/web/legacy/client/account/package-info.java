/** Client API v1 of October 2014: registration, login and the login page. */
@NullMarked
package org.matrixee.web.legacy.client.account;

import org.jspecify.annotations.NullMarked;
