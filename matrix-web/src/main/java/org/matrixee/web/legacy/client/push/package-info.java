/** A few paths of 2015 under the base path of v1, which clients of that year cannot do without. */
@NullMarked
package org.matrixee.web.legacy.client.push;

import org.jspecify.annotations.NullMarked;
