/**
 * What an event is on the wire: canonical JSON, hashes, signatures, redaction, PDU formats,
 * content.
 *
 * <p>Pure: every input is an argument. It must not know stores, services, CDI, the clock or a log.
 */
@NullMarked
package org.matrixee.server.event.rules;

import org.jspecify.annotations.NullMarked;
