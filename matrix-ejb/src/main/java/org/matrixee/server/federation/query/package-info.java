/** Questions between servers that change nothing: profiles, aliases, events. */
@NullMarked
package org.matrixee.server.federation.query;

import org.jspecify.annotations.NullMarked;
