package org.matrixee.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.matrixee.openapi.Bodies.Parsed;

/** Whether a request that the server took is one that the specification allows. */
final class RequestCheck {
  private final Operation operation;
  private final Exchange exchange;
  private final List<Violation> violations = new ArrayList<>();

  private RequestCheck(Operation operation, Exchange exchange) {
    this.operation = operation;
    this.exchange = exchange;
  }

  static List<Violation> check(Operation operation, Exchange exchange) {
    RequestCheck check = new RequestCheck(operation, exchange);
    check.path();
    check.query();
    check.body();
    return check.violations;
  }

  private void path() {
    Map<String, String> values = Operations.values(operation, exchange.rawPath());
    for (Place parameter : operation.parameters("path")) {
      String name = parameter.node().path("name").asText();
      if (values.containsKey(name)) {
        against(parameter, TextNode.valueOf(values.get(name)), "path", name);
      }
    }
  }

  private void query() {
    Map<String, List<String>> values = parameters(exchange.rawQuery());
    for (Place parameter : operation.parameters("query")) {
      String name = parameter.node().path("name").asText();
      List<String> given = values.getOrDefault(name, List.of());
      if (!given.isEmpty()) {
        against(parameter, value(parameter.at("schema"), given), "query", name);
      } else if (parameter.node().path("required").asBoolean()) {
        violations.add(new Violation(operation.toString(), "query", name, "is missing"));
      }
    }
  }

  private void body() {
    Place body = operation.description().at("requestBody");
    Place schema = Operation.json(body);
    if (!schema.exists()) {
      return;
    }
    if (exchange.requestBody().isEmpty()) {
      if (body.node().path("required").asBoolean()) {
        violations.add(new Violation(operation.toString(), "request", "", "the body is missing"));
      }
      return;
    }
    Parsed parsed = Bodies.parse(exchange.requestBody());
    if (parsed.value() == null) {
      violations.add(new Violation(operation.toString(), "request", "", parsed.fault()));
    } else {
      violations.addAll(
          Schemas.violations(schema, parsed.value(), operation.toString(), "request"));
    }
  }

  private void against(Place parameter, JsonNode value, String part, String name) {
    Place schema = parameter.below("schema");
    for (Violation violation : Schemas.violations(schema, value, operation.toString(), part)) {
      violations.add(violation.within(name));
    }
  }

  /** A parameter's text as what its schema says it is, if it can be. */
  private static JsonNode value(Place schema, List<String> texts) {
    String text = texts.get(0);
    String type = schema.node().path("type").asText();
    if (type.equals("array")) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      texts.forEach(array::add);
      return array;
    }
    if (type.equals("integer") && text.matches("-?[0-9]{1,18}")) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    if (type.equals("boolean") && List.of("true", "false").contains(text)) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    return TextNode.valueOf(text);
  }

  private static Map<String, List<String>> parameters(String rawQuery) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String part : rawQuery.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values
            .computeIfAbsent(decode(part.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(part.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
