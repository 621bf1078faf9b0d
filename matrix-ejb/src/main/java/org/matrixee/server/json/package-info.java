/**
 * JSON texts into immutable {@code jakarta.json} values, with the limits of this server.
 *
 * <p>The only place that drives Jackson's parser. It must not know events, rooms or HTTP.
 */
@NullMarked
package org.matrixee.server.json;

import org.jspecify.annotations.NullMarked;
