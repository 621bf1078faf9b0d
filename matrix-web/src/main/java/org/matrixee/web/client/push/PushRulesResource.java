package org.matrixee.web.client.push;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.limits.Action;
import org.matrixee.server.push.PushRuleService;
import org.matrixee.server.push.rules.PushRuleKind;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;

/**
 * Push rules.
 *
 * <p>v1.19: client-server, "Push rules".
 */
@Path(CurrentApi.V3 + "/pushrules")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class PushRulesResource {
  private static final String RULE = "/global/{kind}/{ruleId}";

  @Inject private PushRuleService service;

  /** All rules. */
  @GET
  @Limited(Action.READ)
  public JsonOutput all(@Context Requester requester) {
    JsonObject rules = service.get(requester).toJson();
    return new JsonOutput().ascii("{\"global\":").value(rules).ascii("}");
  }

  /** The rules for all devices, which are all. */
  @GET
  @Path("/global")
  @Limited(Action.READ)
  public JsonOutput global(@Context Requester requester) {
    return new JsonOutput().value(service.get(requester).toJson());
  }

  /** One rule. */
  @GET
  @Path(RULE)
  @Limited(Action.READ)
  public JsonOutput get(
      @Context Requester requester,
      @PathParam("kind") String kind,
      @PathParam("ruleId") Segment rule) {
    PushRuleKind parsed = kind(kind);
    return new JsonOutput().value(service.get(requester, parsed, rule.value()).toJson(parsed));
  }

  /** Makes or changes a rule. */
  @PUT
  @Path(RULE)
  @Limited(Action.CHANGE)
  public byte[] put(
      @Context Requester requester,
      @PathParam("kind") String kind,
      @PathParam("ruleId") Segment rule,
      @QueryParam("before") @Nullable String before,
      @QueryParam("after") @Nullable String after,
      RequestBody body) {
    PushRuleKind parsed = kind(kind);
    service.put(
        requester, parsed, PushRuleBody.rule(parsed, rule.value(), body.object()), before, after);
    return CurrentAnswers.empty(null);
  }

  /** Takes a rule away. */
  @DELETE
  @Path(RULE)
  @Limited(Action.CHANGE)
  public byte[] delete(
      @Context Requester requester,
      @PathParam("kind") String kind,
      @PathParam("ruleId") Segment rule) {
    service.delete(requester, kind(kind), rule.value());
    return CurrentAnswers.empty(null);
  }

  /** Whether a rule is on. */
  @GET
  @Path(RULE + "/enabled")
  @Limited(Action.READ)
  public JsonOutput enabled(
      @Context Requester requester,
      @PathParam("kind") String kind,
      @PathParam("ruleId") Segment rule) {
    boolean on = service.get(requester, kind(kind), rule.value()).enabled();
    return new JsonOutput()
        .ascii("{\"enabled\":")
        .value(on ? JsonValue.TRUE : JsonValue.FALSE)
        .ascii("}");
  }

  /** Switches a rule on or off. */
  @PUT
  @Path(RULE + "/enabled")
  @Limited(Action.CHANGE)
  public byte[] enable(
      @Context Requester requester,
      @PathParam("kind") String kind,
      @PathParam("ruleId") Segment rule,
      RequestBody body) {
    boolean on = JsonFields.requireBoolean(body.object(), "enabled");
    service.enable(requester, kind(kind), rule.value(), on);
    return CurrentAnswers.empty(null);
  }

  /** What a rule does. */
  @GET
  @Path(RULE + "/actions")
  @Limited(Action.READ)
  public JsonOutput actions(
      @Context Requester requester,
      @PathParam("kind") String kind,
      @PathParam("ruleId") Segment rule) {
    return new JsonOutput()
        .ascii("{\"actions\":")
        .value(service.get(requester, kind(kind), rule.value()).actions())
        .ascii("}");
  }

  /** Changes what a rule does. */
  @PUT
  @Path(RULE + "/actions")
  @Limited(Action.CHANGE)
  public byte[] act(
      @Context Requester requester,
      @PathParam("kind") String kind,
      @PathParam("ruleId") Segment rule,
      RequestBody body) {
    service.act(requester, kind(kind), rule.value(), PushRuleBody.actions(body.object()));
    return CurrentAnswers.empty(null);
  }

  private static PushRuleKind kind(String word) {
    return PushRuleKind.parse(word)
        .orElseThrow(
            () ->
                new MatrixException(
                    ErrorCode.M_INVALID_PARAM, "There are no push rules of this kind."));
  }
}
