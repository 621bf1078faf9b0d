package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;

/** Verifies signatures with the JDK and Jackson alone: nothing of the server's own code. */
final class Signatures {
  /** The beginning of an Ed25519 key in the form that the JDK reads. */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final ObjectMapper SORTED =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  /** What a redaction leaves of a message; 2014: authorization-v1, 7.3. */
  private static final Set<String> KEPT =
      Set.of(
          "pdu_id",
          "origin",
          "context",
          "pdu_type",
          "ts",
          "origin_server_ts",
          "is_state",
          "state_key",
          "user_id",
          "depth",
          "prev_pdus",
          "prev_state_id",
          "prev_state_origin",
          "hashes",
          "signatures");

  private Signatures() {}

  /**
   * A server's key as it publishes it in the form of 2014.
   *
   * @param publicKey unpadded base64
   */
  record Key(String server, String id, String publicKey) {
    /** Asks a server. */
    static Key of(MatrixServer server) {
      JsonNode keys = Peer.send(server, "GET", "/_matrix/key/v1", null).ok().path("verify_keys");
      String id = Json.keys(keys).get(0);
      return new Key(server.name(), id, keys.path(id).asText());
    }

    /** Verifies an object. */
    void verify(JsonNode signed) {
      Signatures.verify(signed, server, id, publicKey);
    }

    /** Verifies a message, whole or stripped: the signature covers what a redaction leaves. */
    void verifyMessage(JsonNode pdu) {
      ObjectNode stripped = ((ObjectNode) pdu.deepCopy()).retain(KEPT);
      stripped.set("content", Json.of());
      verify(stripped);
    }

    /**
     * Verifies a request.
     *
     * @param destination whom it was for
     */
    void verify(Peer.Received request, String destination) {
      String header = request.authorization();
      assertThat(header).startsWith("X-Matrix ").contains("origin=" + server, "key=\"" + id + "\"");
      int from = header.indexOf("sig=\"") + "sig=\"".length();
      String signature = header.substring(from, header.indexOf('"', from));
      ObjectNode object =
          Json.of(
              "method", request.method(),
              "uri", request.uri(),
              "origin", server,
              "destination", destination,
              "signatures", Json.of(server, Json.of(id, signature)));
      if (!request.body().isMissingNode()) {
        object.set("content", request.body());
      }
      verify(object);
    }
  }

  /** Asserts that an object is signed by a server with a key. */
  static void verify(JsonNode signed, String server, String keyId, String publicKey) {
    String text = signed.path("signatures").path(server).path(keyId).asText();
    assertThat(text).isNotEmpty().doesNotContain("=");
    ObjectNode plain = signed.deepCopy();
    plain.remove("signatures");
    plain.remove("unsigned");
    try {
      // As text first: straight to bytes, Jackson escapes what is beyond the first plane.
      String json = SORTED.writeValueAsString(SORTED.treeToValue(plain, Object.class));
      byte[] canonical = json.getBytes(StandardCharsets.UTF_8);
      Signature verifier = Signature.getInstance("Ed25519");
      byte[] raw = Base64.getDecoder().decode(publicKey);
      byte[] encoded = new byte[X509.length + raw.length];
      System.arraycopy(X509, 0, encoded, 0, X509.length);
      System.arraycopy(raw, 0, encoded, X509.length, raw.length);
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      verifier.update(canonical);
      assertThat(verifier.verify(Base64.getDecoder().decode(text)))
          .as(new String(canonical, StandardCharsets.UTF_8))
          .isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
