/** The pure part of user-interactive authentication. */
@NullMarked
package org.matrixee.server.account.uia.rules;

import org.jspecify.annotations.NullMarked;
