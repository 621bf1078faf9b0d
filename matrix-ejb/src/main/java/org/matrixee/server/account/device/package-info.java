/**
 * Devices of users: the sessions that tokens keep alive, their renewal and their end.
 *
 * <p>Knows accounts and tokens; how somebody proves who he is, is the matter of the login packages.
 */
@NullMarked
package org.matrixee.server.account.device;

import org.jspecify.annotations.NullMarked;
