/** The EDU of typing, read and written. Pure. */
@NullMarked
package org.matrixee.server.federation.typing.rules;

import org.jspecify.annotations.NullMarked;
