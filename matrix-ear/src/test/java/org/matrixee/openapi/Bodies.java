package org.matrixee.openapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Reads bodies as strictly as a careful client does: no key twice, nothing after the end. */
final class Bodies {
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Bodies() {}

  /**
   * A body.
   *
   * @param value null if it is not JSON
   * @param fault why it is not
   */
  record Parsed(@Nullable JsonNode value, String fault) {}

  static Parsed parse(String text) {
    try {
      JsonNode value = STRICT.readTree(text);
      return value.isMissingNode() ? new Parsed(null, "the body is empty") : new Parsed(value, "");
    } catch (JsonProcessingException e) {
      return new Parsed(null, "not JSON: " + e.getOriginalMessage());
    }
  }
}
