/**
 * Users' contacts: merged, tidied, and told which of them are on this server.
 *
 * <p>2014: threats, 7: the specification has the idea only; the interface is this server's own.
 */
@NullMarked
package org.matrixee.server.addressbook;

import org.jspecify.annotations.NullMarked;
