/**
 * Messages from clients to single devices, which wait in the database until the devices have them.
 *
 * <p>Knows devices and places in the stream; what the messages say is their senders' matter.
 */
@NullMarked
package org.matrixee.server.todevice;

import org.jspecify.annotations.NullMarked;
