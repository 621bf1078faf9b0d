/** The EDUs of presence, read and written. Pure. */
@NullMarked
package org.matrixee.server.federation.presence.rules;

import org.jspecify.annotations.NullMarked;
