package org.matrixee.server.account.uia;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.uia.rules.AuthFlows;

/**
 * What a client is told that must authenticate first.
 *
 * <p>v1.19: Client-Server API, "User-Interactive API in the REST API": the body of status 401.
 */
final class ChallengeAnswer {
  private ChallengeAnswer() {}

  /**
   * The whole answer.
   *
   * @param refusal why the last stage was not passed; null if it was, or there was none
   */
  static JsonObject of(
      AuthFlows flows,
      Map<String, AuthStage> stages,
      List<String> completed,
      String session,
      @Nullable MatrixException refusal) {
    JsonObjectBuilder answer = Json.createObjectBuilder();
    if (refusal != null) {
      answer.add("errcode", refusal.code().name()).add("error", refusal.sentence());
    }
    JsonArrayBuilder ways = Json.createArrayBuilder();
    for (List<String> flow : flows.flows()) {
      ways.add(Json.createObjectBuilder().add("stages", Json.createArrayBuilder(flow)));
    }
    JsonObjectBuilder params = Json.createObjectBuilder();
    for (String type : flows.stages()) {
      @Nullable AuthStage stage = stages.get(type);
      if (stage != null && !stage.params().isEmpty()) {
        params.add(type, stage.params());
      }
    }
    return answer
        .add("flows", ways)
        .add("params", params)
        .add("session", session)
        .add("completed", Json.createArrayBuilder(completed))
        .build();
  }
}
