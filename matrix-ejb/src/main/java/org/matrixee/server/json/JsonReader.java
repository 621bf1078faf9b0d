package org.matrixee.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * Reads JSON texts from outside into immutable values. Immutable and safe for many threads.
 *
 * <p>Refused as {@code M_NOT_JSON}: what is not one JSON text in UTF-8, and objects with the same
 * key twice, since two readers could see two meanings. Refused as {@code M_BAD_JSON}: what is JSON
 * but not for us: no object where one is due, deeper nesting than the limit, U+0000 and halves of
 * surrogate pairs in strings or keys, numbers that canonical JSON does not carry (or, where any
 * number is welcome, that no double carries).
 *
 * <p>An integer may be written {@code 1e3} or {@code 2.0}: its value counts, as in canonical JSON.
 */
public final class JsonReader {
  /** Deepest nesting that a client may send. */
  public static final int MAX_DEPTH = 100;

  /** How much deeper a PDU, or a transaction of them, is than the content that it carries. */
  private static final int ENVELOPE_DEPTH = 20;

  /** Content of events that clients send: integers only. */
  public static final JsonReader CONTENT = new JsonReader(MAX_DEPTH, Numbers.INTEGERS);

  /** PDUs, stored or from other servers: integers only, deeper by their envelope. */
  public static final JsonReader PDU = new JsonReader(MAX_DEPTH + ENVELOPE_DEPTH, Numbers.INTEGERS);

  /** Requests that do not become events: any number. */
  public static final JsonReader REQUEST = new JsonReader(MAX_DEPTH, Numbers.ANY);

  /**
   * PDUs of room versions of today: any number, as it was written, since the room version says what
   * may stand there and how it is hashed. {@code 1e1} and {@code 10.0} are no integers here.
   */
  public static final JsonReader PDU_AS_WRITTEN =
      new JsonReader(MAX_DEPTH + ENVELOPE_DEPTH, Numbers.AS_WRITTEN);

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final int MAX_EXPONENT = 308;
  private static final int MAX_NUMBER_LENGTH = 400;

  private final JsonFactory factory;
  private final Numbers numbers;

  private JsonReader(int maxDepth, Numbers numbers) {
    this.numbers = numbers;
    this.factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();
  }

  /**
   * Reads an object.
   *
   * @throws MatrixException M_NOT_JSON or M_BAD_JSON, see the class
   */
  public JsonObject readObject(byte[] text) {
    return object(readValue(text));
  }

  /**
   * Reads an object up to the end of a stream, which stays open. The caller limits its length.
   *
   * @throws MatrixException M_NOT_JSON or M_BAD_JSON, see the class
   * @throws IOException if the stream fails
   */
  public JsonObject readObject(InputStream text) throws IOException {
    return object(readValue(text.readAllBytes()));
  }

  /**
   * Reads a value of any kind.
   *
   * @throws MatrixException M_NOT_JSON or M_BAD_JSON, see the class
   */
  public JsonValue readValue(byte[] text) {
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw notJson("There is no JSON in the body.");
      }
      JsonValue value = value(parser);
      if (parser.nextToken() != null) {
        throw notJson("There is more than one JSON value in the body.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw badJson("The JSON is nested too deeply, or a number or key in it is too long.");
    } catch (JsonProcessingException e) {
      throw notJson("The body is not well-formed JSON.");
    } catch (IOException e) {
      throw notJson("The body is not JSON in UTF-8.");
    }
  }

  private static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw badJson("The body must be a JSON object.");
  }

  private JsonValue value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> PROVIDER.createValue(checked(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
      case VALUE_TRUE -> JsonValue.TRUE;
      case VALUE_FALSE -> JsonValue.FALSE;
      case VALUE_NULL -> JsonValue.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a value cannot begin with " + token);
    };
  }

  private JsonObject members(JsonParser parser) throws IOException {
    JsonObjectBuilder builder = PROVIDER.createObjectBuilder();
    boolean empty = true;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      builder.add(checked(key), value(parser));
      empty = false;
    }
    return empty ? JsonValue.EMPTY_JSON_OBJECT : builder.build();
  }

  private JsonValue elements(JsonParser parser) throws IOException {
    JsonArrayBuilder builder = PROVIDER.createArrayBuilder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      builder.add(value(parser));
    }
    return builder.build();
  }

  private JsonValue number(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      JsonParser.NumberType type = parser.getNumberType();
      if (type == JsonParser.NumberType.INT) {
        return PROVIDER.createValue(parser.getIntValue());
      }
      if (type == JsonParser.NumberType.LONG && Math.abs(parser.getLongValue()) <= MAX_INTEGER) {
        return PROVIDER.createValue(parser.getLongValue());
      }
    }
    if (numbers == Numbers.AS_WRITTEN) {
      return asWritten(parser, token);
    }
    BigDecimal value = decimal(parser);
    if (isInteger(value)) {
      return PROVIDER.createValue(value.longValueExact());
    }
    if (numbers == Numbers.INTEGERS) {
      throw badJson("Numbers must be integers between -(2^53 - 1) and 2^53 - 1.");
    }
    requireDouble(value);
    return PROVIDER.createValue(value);
  }

  /** What is not written as an integer gets a fraction or an exponent that shows it. */
  private static JsonValue asWritten(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return PROVIDER.createValue(parser.getBigIntegerValue());
    }
    BigDecimal value = decimal(parser);
    requireDouble(value);
    return PROVIDER.createValue(value.scale() == 0 ? value.setScale(1) : value);
  }

  private static void requireDouble(BigDecimal value) {
    if (Math.abs((long) value.precision() - value.scale()) > MAX_EXPONENT) {
      throw outOfRange();
    }
  }

  private static BigDecimal decimal(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      // The exponent has more digits than an int; the parser lets this exception out.
      throw outOfRange();
    }
  }

  /** Never expands the number: 1e400000 is refused by its exponent. */
  private static boolean isInteger(BigDecimal value) {
    try {
      return Math.abs(value.longValueExact()) <= MAX_INTEGER;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static String checked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw badJson("Strings must not hold U+0000.");
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw badJson("A string holds half a surrogate pair, which is not Unicode.");
        }
        i++;
      }
    }
    return text;
  }

  private static MatrixException outOfRange() {
    return badJson("A number is too large or too small.");
  }

  private static MatrixException notJson(String sentence) {
    return new MatrixException(ErrorCode.M_NOT_JSON, sentence);
  }

  private static MatrixException badJson(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }

  private enum Numbers {
    INTEGERS,
    ANY,
    AS_WRITTEN
  }
}
