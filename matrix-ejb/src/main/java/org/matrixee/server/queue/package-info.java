/** Messages over the container's queues. Knows neither what they say nor who hears them. */
@NullMarked
package org.matrixee.server.queue;

import org.jspecify.annotations.NullMarked;
