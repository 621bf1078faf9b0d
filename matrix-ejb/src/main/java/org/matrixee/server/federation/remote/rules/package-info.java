/** What a server's name says about where it is. Pure. */
@NullMarked
package org.matrixee.server.federation.remote.rules;

import org.jspecify.annotations.NullMarked;
