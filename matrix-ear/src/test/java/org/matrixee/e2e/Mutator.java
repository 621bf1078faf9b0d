package org.matrixee.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes odd requests of proper ones, always the same for the same seed. */
final class Mutator {
  /**
   * A mutated request.
   *
   * @param kind what was done, for messages
   * @param method the method
   * @param target path and query below the base path
   * @param wire the bytes of the body, each as one character
   */
  record Mutant(String kind, String method, String target, String wire) {
    byte[] body() {
      return wire.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** The bytes that a text has in UTF-8, each as one character. */
  static String wire(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static final List<String> ODD_SEGMENTS =
      List.of(
          "%00",
          "%ED%A0%80",
          "%FF%FE",
          "%zz",
          "%",
          "%2",
          "..%2F..",
          "%2E%2E",
          ";x=1",
          "%3Bx",
          "+",
          "a%20b",
          "%E2%80%AE",
          "%F0%9F%9A%80",
          "!",
          "!:",
          "!a",
          "@:x",
          "#:",
          "%23%3A",
          "null",
          "-1",
          "9999999999999999999999",
          "%0D%0ASet-Cookie%3Aa=b",
          "'%20OR%201=1--",
          "%252F");

  private static final List<String> ODD_QUERIES =
      List.of(
          "from=%00",
          "from=s",
          "from=s-1_0_0",
          "from=s99999999999999999999_0_0",
          "from=t1",
          "from=%F0%9F%9A%80",
          "to=x",
          "dir=",
          "dir=F",
          "dir=b&dir=f",
          "limit=",
          "limit=-0",
          "limit=%2B1",
          "limit=1e3",
          "limit=99999999999999999999",
          "limit=0x10",
          "timeout=-1",
          "timeout=1.5",
          "timeout=abc",
          "%zz=1",
          "=",
          "&&&",
          "from",
          "access_token=",
          "a=%",
          "feedback=%00",
          "limit=2147483648",
          "from=END",
          "from=s1_2_3_4_5");

  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0.5",
          "1e400",
          "-1e400",
          "1E-400",
          "9007199254740993",
          "123456789012345678901234567890",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "[]",
          "{}",
          "[[[]]]",
          "\"@a:b\"",
          "\"\uD83D\uDE80\"",
          "{\"\":{}}",
          "{\"a\\u0000\":1}",
          "\"m.room.create\"",
          "[null,1,\"x\"]");

  private final Random random;
  private final List<String> oddQueries;

  Mutator(long seed) {
    this(seed, List.of());
  }

  /** One that knows more odd queries than those of the API of 2014. */
  Mutator(long seed, List<String> more) {
    this.random = new Random(seed);
    this.oddQueries = Stream.concat(ODD_QUERIES.stream(), more.stream()).toList();
  }

  /** A mutant of any kind; it may still be a valid request. */
  Mutant any(FuzzTemplates.Template template, String token) {
    return switch (random.nextInt(6)) {
      case 0 -> refused(template, token);
      case 1 -> path(template, token);
      case 2 -> query(template, token);
      default -> body(template, token);
    };
  }

  /** A mutant that can never be accepted, whatever the room's state. */
  Mutant refused(FuzzTemplates.Template template, String token) {
    String target = template.path() + withToken(template.query(), token);
    String body = wire(template.body());
    int choice = random.nextInt(5);
    if (choice == 0 && !template.open()) {
      return new Mutant("no token", template.method(), template.path(), body);
    }
    if (choice == 1 && !template.open()) {
      String unknown = pick(List.of("x", "", "%00", "%zz", "a".repeat(5000), "%F0%9F%9A%80"));
      return new Mutant(
          "unknown token", template.method(), template.path() + "?access_token=" + unknown, body);
    }
    if (choice == 2 && takesBody(template)) {
      return new Mutant("not JSON", template.method(), target, notJson(template.body()));
    }
    if (choice == 3) {
      String method = pick(List.of("PATCH", "FOO", "TRACE", "PROPFIND"));
      return new Mutant("method " + method, method, target, body);
    }
    String nowhere = template.path() + "/no/such/thing/" + random.nextInt(100);
    return new Mutant(
        "unknown path", template.method(), nowhere + withToken(template.query(), token), body);
  }

  private static boolean takesBody(FuzzTemplates.Template template) {
    return !template.body().isEmpty() && !template.method().equals("DELETE");
  }

  private String notJson(String body) {
    String text =
        switch (random.nextInt(9)) {
          case 0 -> body.substring(0, body.length() - 1);
          case 1 -> body + body;
          case 2 -> body.replace('"', '\'') + "'";
          case 3 -> "{\"a\":" + "[".repeat(20_000);
          case 4 -> "{\"a\":1,}";
          case 5 -> "{\"a\":NaN}";
          case 6 -> "{\"a\":\"\u0001\"}";
          case 7 -> "{\"a\":01}";
          default -> "\u0000" + body;
        };
    return wire(text);
  }

  private Mutant path(FuzzTemplates.Template template, String token) {
    String[] segments = template.path().split("/", -1);
    int index = 1 + random.nextInt(segments.length - 1);
    segments[index] =
        switch (random.nextInt(5)) {
          case 0 -> "x".repeat(1 + random.nextInt(6000));
          case 1 -> segments[index] + pick(ODD_SEGMENTS);
          case 2 -> "";
          default -> pick(ODD_SEGMENTS);
        };
    String target = String.join("/", segments) + withToken(template.query(), token);
    return new Mutant("path segment " + index, template.method(), target, wire(template.body()));
  }

  private Mutant query(FuzzTemplates.Template template, String token) {
    String odd = pick(oddQueries);
    String query = random.nextBoolean() ? odd : template.query() + "&" + odd;
    if ((template.path().equals("/events") || template.path().endsWith("/sync"))
        && !query.contains("timeout=")) {
      query += "&timeout=0";
    }
    return new Mutant(
        "query " + odd,
        template.method(),
        template.path() + withToken(query, token),
        wire(template.body()));
  }

  private Mutant body(FuzzTemplates.Template template, String token) {
    String target = template.path() + withToken(template.query(), token);
    if (template.body().isEmpty()) {
      return new Mutant("body of a GET", template.method(), target, "{\"a\":1}");
    }
    ObjectNode object = (ObjectNode) Json.parse(template.body());
    List<String> keys = Json.keys(object);
    String key = keys.isEmpty() ? "extra" : pick(keys);
    String body =
        switch (random.nextInt(8)) {
          case 0 -> pick(ODD_VALUES);
          case 1 -> {
            object.remove(key);
            yield object.toString();
          }
          case 2 -> duplicate(object, key);
          case 3 -> "{\"" + key + "\":" + nested(2 + random.nextInt(3000)) + "}";
          case 4 -> with(object, "x".repeat(1 + random.nextInt(300)), pick(ODD_VALUES));
          case 5 -> "";
          default -> with(object, key, pick(ODD_VALUES));
        };
    StringBuilder bytes = new StringBuilder(wire(body));
    if (random.nextInt(10) == 0 && !bytes.isEmpty()) {
      bytes.setCharAt(random.nextInt(bytes.length()), (char) (0x80 | random.nextInt(128)));
    }
    return new Mutant("body " + key, template.method(), target, bytes.toString());
  }

  /** A mutant with one odd value anywhere in its body, not only at its top. */
  Mutant inside(FuzzTemplates.Template template, String token) {
    if (template.body().isEmpty()) {
      return any(template, token);
    }
    ObjectNode body = (ObjectNode) Json.parse(template.body());
    List<JsonNode> holders = holders(body);
    JsonNode holder = pick(holders.isEmpty() ? List.of(body) : holders);
    String marker = "@odd@";
    String place = "none";
    if (holder instanceof ArrayNode array) {
      array.set(random.nextInt(array.size()), marker);
      place = "an element";
    } else if (!holder.isEmpty()) {
      place = pick(Json.keys(holder));
      ((ObjectNode) holder).put(place, marker);
    }
    String target = template.path() + withToken(template.query(), token);
    String text = body.toString().replace("\"" + marker + "\"", pick(ODD_VALUES));
    return new Mutant("inside " + place, template.method(), target, wire(text));
  }

  /** All objects and arrays that hold something. */
  private static List<JsonNode> holders(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    if (!node.isEmpty()) {
      all.add(node);
    }
    node.forEach(child -> all.addAll(holders(child)));
    return all;
  }

  /** The object with one key set to a text that need not be proper JSON to our own parser. */
  private static String with(ObjectNode object, String key, String value) {
    JsonNode rest = object.deepCopy().without(List.of(key));
    String inner = rest.toString();
    String comma = rest.isEmpty() ? "" : ",";
    return inner.substring(0, inner.length() - 1) + comma + "\"" + key + "\":" + value + "}";
  }

  private String duplicate(ObjectNode object, String key) {
    String inner = object.toString();
    return inner.substring(0, inner.length() - 1)
        + (object.isEmpty() ? "\"" + key + "\":0" : "")
        + ",\""
        + key
        + "\":"
        + pick(ODD_VALUES)
        + "}";
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String withToken(String query, String token) {
    return "?" + (query.isEmpty() ? "" : query + "&") + "access_token=" + token;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
