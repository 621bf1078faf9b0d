/** Outgoing mail, by the container's mail session. */
@NullMarked
package org.matrixee.server.mail;

import org.jspecify.annotations.NullMarked;
