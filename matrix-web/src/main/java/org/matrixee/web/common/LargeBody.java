package org.matrixee.web.common;

import jakarta.json.JsonObject;
import org.matrixee.server.json.JsonReader;

/**
 * The bytes of a body that holds many small things, none of which becomes an event: messages to
 * devices, keys for a backup.
 */
public final class LargeBody {
  /** Largest body, in bytes: some two thousand keys of a backup. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private final byte[] bytes;

  /** Takes over {@code bytes}. */
  LargeBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The JSON object that the body must be.
   *
   * @throws org.matrixee.model.error.MatrixException M_NOT_JSON if it is not JSON, M_BAD_JSON if it
   *     is not an object
   */
  public JsonObject object() {
    return JsonReader.REQUEST.readObject(bytes);
  }
}
