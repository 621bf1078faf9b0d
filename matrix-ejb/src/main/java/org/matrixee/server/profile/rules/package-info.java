/** What a profile may hold, and how a change walks through the rooms. Pure. */
@NullMarked
package org.matrixee.server.profile.rules;

import org.jspecify.annotations.NullMarked;
