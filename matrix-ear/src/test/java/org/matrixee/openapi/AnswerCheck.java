package org.matrixee.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.matrixee.openapi.Bodies.Parsed;

/** Whether an answer is one of those that the specification has for its operation. */
final class AnswerCheck {
  private static final Place ERROR = Place.of("api/client-server/definitions/errors/error.yaml");
  private static final Place CHALLENGE =
      Place.of("api/client-server/definitions/auth_response.yaml");

  private final Operation operation;
  private final Exchange exchange;
  private final List<Violation> violations = new ArrayList<>();

  private AnswerCheck(Operation operation, Exchange exchange) {
    this.operation = operation;
    this.exchange = exchange;
  }

  static List<Violation> check(Operation operation, Exchange exchange) {
    AnswerCheck check = new AnswerCheck(operation, exchange);
    if (exchange.succeeded()) {
      check.success();
    } else if (exchange.failed() && operation.template().startsWith("/_matrix/")) {
      check.failure();
    }
    return check.violations;
  }

  private Place declared() {
    return operation.description().at("responses", Integer.toString(exchange.status()));
  }

  private void success() {
    Place answer = declared();
    if (!answer.exists()) {
      found("", "the specification has no answer of this status");
      return;
    }
    headers(answer);
    Place schema = Operation.json(answer);
    if (schema.exists()) {
      body().ifPresent(body -> against(schema, body));
    }
  }

  /**
   * v1.19: Client-Server API, "Standard error response"; "User-interactive API in the REST API" has
   * another form for what is refused until more has been proven.
   */
  private void failure() {
    Optional<JsonNode> parsed = body();
    if (parsed.isEmpty()) {
      return;
    }
    JsonNode body = parsed.get();
    if (exchange.status() == 401 && body.has("flows")) {
      against(CHALLENGE, body);
      return;
    }
    against(ERROR, body);
    if (!body.path("errcode").asText().matches("M_[A-Z0-9]+(_[A-Z0-9]+)*")) {
      found("/errcode", "is not one of Matrix");
    }
    if (body.path("error").asText().isBlank()) {
      found("/error", "says nothing");
    }
    // The 401 of the data is the challenge; a token may be missing all the same.
    Place schema = Operation.json(declared());
    if (schema.exists() && exchange.status() < 500 && exchange.status() != 401) {
      against(schema, body);
    }
  }

  private void headers(Place answer) {
    for (var header : answer.at("headers").node().properties()) {
      Place declared = answer.at("headers", header.getKey());
      Optional<String> value = exchange.headers().firstValue(header.getKey());
      if (value.isEmpty() && declared.node().path("required").asBoolean()) {
        found(header.getKey(), "the header field is missing");
      }
      value.ifPresent(
          text -> against(declared.below("schema"), TextNode.valueOf(text), header.getKey()));
    }
  }

  private Optional<JsonNode> body() {
    if (!exchange.isJson()) {
      found("Content-Type", "is not application/json");
      return Optional.empty();
    }
    Parsed parsed = Bodies.parse(exchange.body());
    if (parsed.value() == null) {
      found("", parsed.fault());
    }
    return Optional.ofNullable(parsed.value());
  }

  private void against(Place schema, JsonNode value) {
    violations.addAll(Schemas.violations(schema, value, operation.toString(), part()));
  }

  private void against(Place schema, JsonNode value, String name) {
    for (Violation violation : Schemas.violations(schema, value, operation.toString(), part())) {
      violations.add(violation.within(name));
    }
  }

  private String part() {
    return "answer " + exchange.status();
  }

  private void found(String place, String rule) {
    violations.add(new Violation(operation.toString(), part(), place, rule));
  }
}
