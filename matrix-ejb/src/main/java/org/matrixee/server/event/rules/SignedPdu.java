package org.matrixee.server.event.rules;

import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.json.JsonText;

/**
 * A finished event of this server.
 *
 * @param event the event; its PDU has hashes and signatures
 * @param json the PDU's canonical bytes: what is stored, and what the hash and signature cover
 * @param reference how the next event refers to it
 */
public record SignedPdu(Event event, JsonText json, EventReference reference) {}
