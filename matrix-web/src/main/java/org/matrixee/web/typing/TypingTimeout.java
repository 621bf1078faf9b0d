package org.matrixee.web.typing;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import org.matrixee.web.common.JsonFields;

/** How long somebody is shown as typing. */
public final class TypingTimeout {
  /** For clients that do not say how long. */
  private static final Duration USUAL = Duration.ofSeconds(30);

  private TypingTimeout() {}

  /**
   * What a request asks for.
   *
   * @throws org.matrixee.model.error.MatrixException M_BAD_JSON for what is no time
   */
  public static Duration of(JsonObject body) {
    JsonValue value = body.getOrDefault("timeout", JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return USUAL;
    }
    if (!(value instanceof JsonNumber number) || number.bigDecimalValue().signum() <= 0) {
      throw JsonFields.bad("The key 'timeout' must hold a number of milliseconds above 0.");
    }
    return Duration.ofMillis(
        number.bigDecimalValue().min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValue());
  }
}
