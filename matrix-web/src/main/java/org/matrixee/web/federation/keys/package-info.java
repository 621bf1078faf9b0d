/** This server's keys, for everybody. */
@NullMarked
package org.matrixee.web.federation.keys;

import org.jspecify.annotations.NullMarked;
