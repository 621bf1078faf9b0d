package org.matrixee.web.legacy.client.account;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.matrixee.server.account.Credentials;
import org.matrixee.server.account.login.LoginFlow;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.web.common.JsonOutput;

/**
 * The answers of login and registration, which have the same form.
 *
 * <p>2014: client-api-v1, 4 and 5.
 */
final class StageAnswers {
  private StageAnswers() {}

  /** The flows; one of a single stage needs no {@code stages} (S-REG-11). */
  static byte[] flows(List<LoginFlow> flows) {
    JsonOutput out = new JsonOutput().ascii("{\"flows\":[");
    String separator = "";
    for (LoginFlow flow : flows) {
      out.ascii(separator).ascii("{\"type\":").string(flow.type());
      if (flow.stages().size() > 1) {
        out.ascii(",\"stages\":");
        types(out, flow.stages());
      }
      out.ascii("}");
      separator = ",";
    }
    return out.ascii("]}").toBytes();
  }

  /** What a stage came to. */
  static byte[] of(LoginOutcome outcome) {
    JsonOutput out = new JsonOutput();
    if (outcome instanceof LoginOutcome.Finished finished) {
      credentials(out, finished.credentials());
    } else if (outcome instanceof LoginOutcome.Next next) {
      out.ascii("{\"next\":");
      // One type, or a list where two flows part (client-api-v1, D21).
      if (next.types().size() == 1) {
        out.string(next.types().get(0));
      } else {
        types(out, next.types());
      }
      out.ascii(",\"session\":").string(next.session()).ascii("}");
    } else if (outcome instanceof LoginOutcome.Waiting waiting) {
      out.ascii("{\"type\":").string(waiting.type());
      out.ascii(",\"session\":").string(waiting.session());
      further(out, waiting.answer());
      out.ascii("}");
    } else {
      throw new AssertionError(outcome);
    }
    return out.toBytes();
  }

  private static void credentials(JsonOutput out, Credentials credentials) {
    out.ascii("{\"user_id\":").string(credentials.user().value());
    out.ascii(",\"access_token\":").string(credentials.accessToken());
    out.ascii(",\"home_server\":").string(credentials.homeServer().value()).ascii("}");
  }

  private static void further(JsonOutput out, JsonObject answer) {
    for (Map.Entry<String, JsonValue> entry : answer.entrySet()) {
      out.ascii(",").string(entry.getKey()).ascii(":").value(entry.getValue());
    }
  }

  private static void types(JsonOutput out, List<String> types) {
    String separator = "[";
    for (String type : types) {
      out.ascii(separator).string(type);
      separator = ",";
    }
    out.ascii("]");
  }
}
