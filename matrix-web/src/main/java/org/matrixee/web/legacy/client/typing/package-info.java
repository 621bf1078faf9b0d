/** Client API v1: typing, as of 2015. */
@NullMarked
package org.matrixee.web.legacy.client.typing;

import org.jspecify.annotations.NullMarked;
