package org.matrixee.web.common;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.matrixee.server.json.JsonReader;

/** The bytes of a request's body, whatever content type the client gave them. */
public final class RequestBody {
  /** Largest body of the client API, in bytes: as large as an event may be (threats, T1). */
  public static final int MAX_BYTES = 65_536;

  private final byte[] bytes;

  /** Takes over {@code bytes}. */
  RequestBody(byte[] bytes) {
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

  /**
   * The same, where the object becomes the content of an event: every number in it must be one that
   * events may carry.
   */
  public JsonObject content() {
    return JsonReader.CONTENT.readObject(bytes);
  }

  /** The same, for calls that need none: an absent body is an empty object. */
  public JsonObject contentOrEmpty() {
    return bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : content();
  }
}
