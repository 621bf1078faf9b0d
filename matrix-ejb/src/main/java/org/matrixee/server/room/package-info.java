/**
 * Commands on rooms: the sequencer, and the services that submit to it. Knows no dialect of any
 * API.
 */
@NullMarked
package org.matrixee.server.room;

import org.jspecify.annotations.NullMarked;
