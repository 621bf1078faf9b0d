/** The rules of presence, as pure functions. */
@NullMarked
package org.matrixee.server.presence.rules;

import org.jspecify.annotations.NullMarked;
