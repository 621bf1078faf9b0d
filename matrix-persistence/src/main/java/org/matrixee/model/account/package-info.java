/**
 * Accounts, access tokens and who is asking.
 *
 * <p>Pure: knows only the JDK, {@code jakarta.json} and JSpecify.
 */
@NullMarked
package org.matrixee.model.account;

import org.jspecify.annotations.NullMarked;
