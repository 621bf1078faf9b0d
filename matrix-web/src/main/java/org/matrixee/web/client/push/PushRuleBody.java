package org.matrixee.web.client.push;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.push.rules.PushRule;
import org.matrixee.server.push.rules.PushRuleKind;
import org.matrixee.web.common.JsonFields;

/**
 * Push rules as clients send them.
 *
 * <p>v1.19: client-server, {@code PUT pushrules/global/{kind}/{ruleId}}.
 */
final class PushRuleBody {
  private static final String ACTIONS = "actions";
  private static final String CONDITIONS = "conditions";

  private PushRuleBody() {}

  /**
   * A rule.
   *
   * @throws MatrixException M_INVALID_PARAM for an ID that is not allowed; M_BAD_JSON,
   *     M_MISSING_PARAM
   */
  static PushRule rule(PushRuleKind kind, String id, JsonObject body) {
    if (id.startsWith(".") || id.contains("/") || id.contains("\\")) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM,
          "The ID of a rule must not begin with a dot, nor have a slash or backslash in it.");
    }
    boolean conditional = kind == PushRuleKind.OVERRIDE || kind == PushRuleKind.UNDERRIDE;
    return new PushRule(
        id,
        false,
        true,
        actions(body),
        conditional ? conditions(body) : JsonValue.EMPTY_JSON_ARRAY,
        kind == PushRuleKind.CONTENT ? JsonFields.requireString(body, "pattern") : null);
  }

  /**
   * What a rule does.
   *
   * @throws MatrixException M_MISSING_PARAM, M_BAD_JSON
   */
  static JsonArray actions(JsonObject body) {
    if (!body.containsKey(ACTIONS)) {
      throw new MatrixException(ErrorCode.M_MISSING_PARAM, "The key 'actions' is missing.");
    }
    if (!(body.get(ACTIONS) instanceof JsonArray actions)
        || !actions.stream().allMatch(PushRuleBody::isAction)) {
      throw JsonFields.bad(
          "The key 'actions' must hold a list of 'notify' and of objects with 'set_tweak'.");
    }
    return actions;
  }

  private static boolean isAction(JsonValue action) {
    return action instanceof JsonObject object
        ? object.get("set_tweak") instanceof JsonString
        : action instanceof JsonString;
  }

  private static JsonArray conditions(JsonObject body) {
    JsonValue conditions = body.getOrDefault(CONDITIONS, JsonValue.EMPTY_JSON_ARRAY);
    if (conditions instanceof JsonArray array
        && array.stream().allMatch(PushRuleBody::isCondition)) {
      return array;
    }
    throw JsonFields.bad(
        "The key 'conditions' must hold a list of objects with a 'kind'; 'key', 'pattern' and 'is'"
            + " are texts, 'value' is not made of others.");
  }

  /** Of any kind: what is not known never holds, but clients read all of them. */
  private static boolean isCondition(JsonValue condition) {
    return condition instanceof JsonObject object
        && object.get("kind") instanceof JsonString
        && isTextIfThere(object, "key")
        && isTextIfThere(object, "pattern")
        && isTextIfThere(object, "is")
        && !(object.get("value") instanceof JsonStructure);
  }

  private static boolean isTextIfThere(JsonObject object, String key) {
    return !object.containsKey(key) || object.get(key) instanceof JsonString;
  }
}
