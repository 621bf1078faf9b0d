/** The operator's lists, applied to one event. Pure. */
@NullMarked
package org.matrixee.server.policy.rules;

import org.jspecify.annotations.NullMarked;
