/** Rules of accounts, as pure functions: how passwords are hashed. */
@NullMarked
package org.matrixee.server.account.rules;

import org.jspecify.annotations.NullMarked;
