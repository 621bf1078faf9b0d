package org.matrixee.web.voip;

import java.util.List;
import java.util.Optional;
import org.matrixee.server.voip.TurnCredentials;
import org.matrixee.web.common.JsonOutput;

/** Credentials for TURN servers as clients read them. */
public final class TurnAnswers {
  private TurnAnswers() {}

  /** The credentials; {@code {}} if there are none. */
  public static byte[] of(Optional<TurnCredentials> found) {
    return found.map(TurnAnswers::answer).orElseGet(() -> new JsonOutput().ascii("{}").toBytes());
  }

  private static byte[] answer(TurnCredentials credentials) {
    JsonOutput out = new JsonOutput();
    out.ascii("{\"username\":").string(credentials.username());
    out.ascii(",\"password\":").string(credentials.password());
    out.ascii(",\"ttl\":").number(credentials.life().toSeconds());
    out.ascii(",\"uris\":");
    return strings(credentials.uris(), out).ascii("}").toBytes();
  }

  private static JsonOutput strings(List<String> texts, JsonOutput out) {
    String separator = "[";
    for (String text : texts) {
      out.ascii(separator).string(text);
      separator = ",";
    }
    return out.ascii("]");
  }
}
