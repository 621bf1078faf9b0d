package org.matrixee.server.event.rules;

import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.json.JsonText;

/**
 * A finished event: one that this server has made, or one of another server whose signatures and
 * hash have been checked.
 *
 * @param event the event; its PDU has hashes and signatures
 * @param json the PDU's canonical bytes: what is stored, and what the hash and signature cover
 * @param reference how the next event refers to it
 */
public record SignedPdu(Event event, JsonText json, EventReference reference) {}
