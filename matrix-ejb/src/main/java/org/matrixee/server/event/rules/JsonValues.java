package org.matrixee.server.event.rules;

import jakarta.json.spi.JsonProvider;

/**
 * The JSON provider, looked up once: {@code Json.createX} would search the class path each time.
 */
final class JsonValues {
  static final JsonProvider PROVIDER = JsonProvider.provider();

  private JsonValues() {}
}
