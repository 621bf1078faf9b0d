package org.matrixee.server.federation.remote;

import jakarta.json.JsonValue;

/**
 * What another server answered.
 *
 * @param status the HTTP status, 200 or not
 * @param body the JSON; {@link JsonValue#NULL} if there was none or it was not JSON
 */
public record RemoteAnswer(int status, JsonValue body) {
  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }
}
