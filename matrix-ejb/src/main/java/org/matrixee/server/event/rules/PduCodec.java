package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.EventId;

/** One way of writing events on the federation wire. Stateless. */
public interface PduCodec {
  /**
   * Reads a PDU. Types are checked, signatures and hashes are not.
   *
   * @throws org.matrixee.model.error.MatrixException M_BAD_JSON with a sentence that names the key,
   *     if a key is missing or of the wrong type, or the PDU contradicts itself
   */
  Event decode(JsonObject pdu);

  /**
   * Reads a PDU whose event ID is known, as that of a stored one is: spares hashing it again.
   *
   * @throws org.matrixee.model.error.MatrixException as {@link #decode(JsonObject)}
   */
  Event decode(JsonObject pdu, EventId id);

  /** The PDU of a draft at its place, without hashes and signatures. */
  JsonObject build(EventDraft draft, EventPlace place);

  /**
   * The event of a PDU that {@link #build} made and that was completed since; spares reading it.
   *
   * @param pdu with hashes and signatures
   * @param referenceHash its reference hash, which is its ID in some formats
   */
  Event assemble(EventDraft draft, EventPlace place, JsonObject pdu, String referenceHash);
}
