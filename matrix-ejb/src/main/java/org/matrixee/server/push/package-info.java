/** Push rules: what users are to be told of, and how much they have not read. */
@NullMarked
package org.matrixee.server.push;

import org.jspecify.annotations.NullMarked;
