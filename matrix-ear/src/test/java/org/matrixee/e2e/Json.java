package org.matrixee.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Short ways to write and to read JSON in tests. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An object of alternating keys and values; values may be JSON, strings, numbers, booleans. */
  public static ObjectNode of(Object... keysAndValues) {
    ObjectNode object = MAPPER.createObjectNode();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.set((String) keysAndValues[i], MAPPER.valueToTree(keysAndValues[i + 1]));
    }
    return object;
  }

  /** An array of the given values. */
  public static ArrayNode list(Object... values) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Object value : values) {
      array.add(MAPPER.<JsonNode>valueToTree(value));
    }
    return array;
  }

  /** Parses a text that must be JSON. */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + abbreviate(text), e);
    }
  }

  /** Parses a text; empty if it is not JSON. */
  public static Optional<JsonNode> tryParse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(n -> !n.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The elements of an array (or the values of an object) as a list. */
  public static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** The elements of an array that satisfy a condition. */
  public static List<JsonNode> where(Iterable<JsonNode> array, Predicate<JsonNode> condition) {
    return StreamSupport.stream(array.spliterator(), false).filter(condition).toList();
  }

  /** One text member of each element of an array. */
  public static List<String> texts(Iterable<JsonNode> array, String key) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.path(key).asText()));
    return texts;
  }

  /** The keys of an object, sorted by appearance. */
  public static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** The first characters of a long text, for messages. */
  public static String abbreviate(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "... (" + text.length() + ")";
  }
}
