package org.matrixee.server.federation.remote.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;

/**
 * Who a request says that it is from, and with which signatures. 2014: federation-v1, 6.4.
 *
 * @param origin the server that the request claims to be from
 * @param signatures base64 by key ID, of algorithms that we know
 */
public record XMatrix(ServerName origin, Map<KeyId, String> signatures) {
  private static final String SCHEME = "x-matrix";
  private static final String ED25519 = "ed25519:";

  /** A request has one header for each key of its sender, and no server has many. */
  private static final int MOST_HEADERS = 8;

  /** Copies the map. */
  public XMatrix {
    signatures = Map.copyOf(signatures);
  }

  /**
   * Reads the {@code Authorization} headers of a request, tolerantly.
   *
   * @param self this server, which must be the destination if a header names one
   * @throws MatrixException M_UNAUTHORIZED with status 401 if there is none of this kind, and 400
   *     if one cannot be read
   */
  public static XMatrix parse(List<String> headers, ServerName self) {
    List<String> ours = headers.stream().filter(XMatrix::isOurs).toList();
    if (ours.isEmpty()) {
      throw unauthorized(401, "The request needs an Authorization header of the kind X-Matrix.");
    }
    if (ours.size() > MOST_HEADERS) {
      throw unauthorized(400, "There are too many Authorization headers.");
    }
    Map<KeyId, String> signatures = new LinkedHashMap<>();
    String origin = "";
    for (String header : ours) {
      Map<String, String> parameters = parameters(header.strip().substring(SCHEME.length()));
      String named = required(parameters, "origin");
      if (!origin.isEmpty() && !origin.equals(named)) {
        throw unreadable();
      }
      origin = named;
      String destination = parameters.getOrDefault("destination", self.value());
      if (!destination.equalsIgnoreCase(self.value())) {
        throw unauthorized(401, "The request is meant for another server.");
      }
      String key = required(parameters, "key");
      String signature = required(parameters, "sig");
      if (key.startsWith(ED25519)) {
        signatures.put(keyId(key), signature);
      }
    }
    return new XMatrix(server(origin), signatures);
  }

  /**
   * Refuses a request that is signed with no algorithm that we know.
   *
   * @throws MatrixException M_UNAUTHORIZED with status 400
   */
  public void requireKnownAlgorithm() {
    if (signatures.isEmpty()) {
      throw unauthorized(400, "The request is signed with no algorithm that this server knows.");
    }
  }

  /** A refusal of this kind. */
  public static MatrixException unauthorized(int status, String sentence) {
    return new MatrixException(ErrorCode.M_UNAUTHORIZED, status, sentence, Map.of());
  }

  private static boolean isOurs(String header) {
    String text = header.strip();
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (text.length() == SCHEME.length()
            || Character.isWhitespace(text.charAt(SCHEME.length())));
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('='); // base64 may end with more of them
      if (equals < 0) {
        throw unreadable();
      }
      String value = pair.substring(equals + 1).strip();
      if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
        value = value.substring(1, value.length() - 1);
      }
      if (parameters.put(pair.substring(0, equals).strip(), value) != null) {
        throw unreadable();
      }
    }
    return parameters;
  }

  private static String required(Map<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw unreadable();
    }
    return value;
  }

  private static KeyId keyId(String text) {
    try {
      return new KeyId(text);
    } catch (MatrixException e) {
      throw unreadable();
    }
  }

  private static ServerName server(String text) {
    try {
      return new ServerName(text);
    } catch (MatrixException e) {
      throw unreadable();
    }
  }

  private static MatrixException unreadable() {
    return unauthorized(400, "The Authorization header cannot be read.");
  }
}
