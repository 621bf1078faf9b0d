/**
 * Accounts of people who prove themselves elsewhere, and passwords that the container's security
 * domains check.
 */
@NullMarked
package org.matrixee.server.account.external;

import org.jspecify.annotations.NullMarked;
