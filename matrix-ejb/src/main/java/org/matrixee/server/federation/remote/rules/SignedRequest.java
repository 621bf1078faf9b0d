package org.matrixee.server.federation.remote.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.event.rules.VerifyKey;

/**
 * What a server signs of a request. 2014: federation-v1, 6.4.
 *
 * @param uri path with query exactly as on the request line
 * @param content the body; null if there is none
 */
public record SignedRequest(
    String method,
    String uri,
    ServerName origin,
    ServerName destination,
    @Nullable JsonObject content) {
  private static final JsonProvider JSON = JsonProvider.provider();

  /** The {@code Authorization} header that goes with it. */
  public String authorization(ServerSigner signer) {
    JsonObject signed = JsonSigning.sign(object(), signer);
    JsonString signature =
        signed
            .getJsonObject("signatures")
            .getJsonObject(signer.server().value())
            .getJsonString(signer.keyId().value());
    return "X-Matrix origin=%s,key=\"%s\",sig=\"%s\""
        .formatted(origin, signer.keyId(), signature.getString());
  }

  /** Checks signatures, by key ID, with the keys that we hold. */
  public SignatureCheck check(
      Map<KeyId, String> signatures, Function<KeyId, Optional<VerifyKey>> keys) {
    JsonObjectBuilder own = JSON.createObjectBuilder();
    signatures.forEach((id, signature) -> own.add(id.value(), signature));
    JsonObject signed =
        JSON.createObjectBuilder(object())
            .add("signatures", JSON.createObjectBuilder().add(origin.value(), own))
            .build();
    return JsonSigning.verify(signed, origin, keys);
  }

  private JsonObject object() {
    JsonObjectBuilder object =
        JSON.createObjectBuilder()
            .add("method", method)
            .add("uri", uri)
            .add("origin", origin.value())
            .add("destination", destination.value());
    if (content != null) {
      object.add("content", content);
    }
    return object.build();
  }
}
