package org.matrixee.openapi;

import java.net.http.HttpHeaders;

/**
 * A request and its answer.
 *
 * @param method the HTTP method
 * @param rawPath the path, as it was sent
 * @param rawQuery the query, as it was sent; empty if there was none
 * @param requestBody the request's body; empty if it had none or is not text
 * @param status the status of the answer
 * @param headers the header fields of the answer
 * @param body the body of the answer
 */
public record Exchange(
    String method,
    String rawPath,
    String rawQuery,
    String requestBody,
    int status,
    HttpHeaders headers,
    String body) {
  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  boolean failed() {
    return status >= 400;
  }

  boolean isJson() {
    return headers.firstValue("Content-Type").orElse("").startsWith("application/json");
  }
}
