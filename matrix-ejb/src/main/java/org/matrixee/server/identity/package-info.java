/** Talks to identity servers, which know that a person owns an address outside Matrix. */
@NullMarked
package org.matrixee.server.identity;

import org.jspecify.annotations.NullMarked;
