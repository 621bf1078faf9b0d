/** Words of the traffic between servers. */
@NullMarked
package org.matrixee.model.federation;

import org.jspecify.annotations.NullMarked;
