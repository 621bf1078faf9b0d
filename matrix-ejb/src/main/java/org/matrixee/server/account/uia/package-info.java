/**
 * User-interactive authentication of the current API: permission for one operation, in stages.
 *
 * <p>Knows neither HTTP nor what the operations do.
 */
@NullMarked
package org.matrixee.server.account.uia;

import org.jspecify.annotations.NullMarked;
