package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.RoomVersionRules;

/**
 * Makes finished events of drafts: PDU, content hash, signature, reference hash and bytes.
 *
 * <p>One for each room version and signing key; immutable and safe for many threads.
 *
 * <p>Spec: server-server, "Signing Events". 2014: federation-v1, section 7.
 */
public final class SignedPduFactory {
  private final RoomVersionRules rules;
  private final PduCodec codec;
  private final Redactor redactor;
  private final ServerSigner signer;

  /** For rooms of a version, signed with the key of this server. */
  public SignedPduFactory(RoomVersionRules rules, ServerSigner signer) {
    this.rules = rules;
    this.codec = PduCodecs.of(rules);
    this.redactor = Redactors.of(rules.redaction());
    this.signer = signer;
  }

  /**
   * Makes the event of a draft. This is the hot path of sending: each form is serialized once, and
   * the bytes that are signed also give the reference hash.
   */
  public SignedPdu make(EventDraft draft, EventPlace place) {
    JsonProvider json = JsonValues.PROVIDER;
    JsonObject plain = codec.build(draft, place);
    JsonObjectBuilder withHash = json.createObjectBuilder(plain);
    String contentHash = Sha256.base64(canonical(plain));
    withHash.add("hashes", json.createObjectBuilder().add("sha256", contentHash));
    JsonObject hashed = withHash.build();

    byte[] stripped = canonical(redactor.redactPdu(hashed));
    String referenceHash = Sha256.base64(stripped);
    JsonObject signatures = signer.signatures(stripped);
    JsonObject pdu = json.createObjectBuilder(hashed).add("signatures", signatures).build();

    Event event = codec.assemble(draft, place, pdu, referenceHash);
    JsonText bytes = JsonText.ofOwned(canonical(pdu));
    return new SignedPdu(event, bytes, new EventReference(event.id(), referenceHash));
  }

  private byte[] canonical(JsonObject object) {
    return CanonicalJson.write(object, rules.json());
  }
}
