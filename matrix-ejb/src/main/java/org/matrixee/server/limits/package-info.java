/** Rate limits per user, per address and per action. */
@NullMarked
package org.matrixee.server.limits;

import org.jspecify.annotations.NullMarked;
