/** Reading: live streams, initial syncs, timelines and state. Never writes. */
@NullMarked
package org.matrixee.server.sync;

import org.jspecify.annotations.NullMarked;
