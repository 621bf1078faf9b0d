package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * An answer of the server.
 *
 * @param request method and path, for messages
 * @param status the HTTP status
 * @param headers the header fields
 * @param text the body
 */
public record Reply(String request, int status, HttpHeaders headers, String text) {

  /** The body, which must be JSON. */
  public JsonNode json() {
    return Json.parse(text);
  }

  /** Asserts success and returns the body. */
  public JsonNode ok() {
    assertThat(status).as("%s -> %s", request, Json.abbreviate(text)).isEqualTo(200);
    assertJson();
    return json();
  }

  /** Asserts a standard error of this status and code, with a sentence. */
  public void refused(int expectedStatus, String errcode) {
    assertThat(status).as("%s -> %s", request, Json.abbreviate(text)).isEqualTo(expectedStatus);
    standardError();
    assertThat(json().path("errcode").asText()).as("%s -> %s", request, text).isEqualTo(errcode);
  }

  /** Asserts any standard error with a status of the 400s. */
  public void refused() {
    assertThat(status).as("%s -> %s", request, Json.abbreviate(text)).isBetween(400, 499);
    standardError();
  }

  /** Asserts 403 M_FORBIDDEN. */
  public void forbidden() {
    refused(403, "M_FORBIDDEN");
  }

  /** Asserts 400 M_BAD_JSON. */
  public void badJson() {
    refused(400, "M_BAD_JSON");
  }

  /** Asserts 404 M_NOT_FOUND. */
  public void notFound() {
    refused(404, "M_NOT_FOUND");
  }

  /** Asserts 400 M_BAD_PAGINATION. */
  public void badPagination() {
    refused(400, "M_BAD_PAGINATION");
  }

  private void standardError() {
    assertJson();
    JsonNode body = json();
    assertThat(body.isObject()).as("%s -> %s", request, text).isTrue();
    assertThat(body.path("errcode").isTextual()).as("%s -> %s", request, text).isTrue();
    assertThat(body.path("errcode").asText())
        .as("%s -> %s", request, text)
        .matches("M_[A-Z]+(_[A-Z]+)*");
    assertThat(body.path("error").isTextual()).as("%s -> %s", request, text).isTrue();
    assertThat(body.path("error").asText()).as("%s -> %s", request, text).isNotBlank();
    assertThat(text)
        .as("%s shows a stack trace", request)
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain("org.matrixee");
  }

  private void assertJson() {
    assertThat(headers.firstValue("Content-Type").orElse("none"))
        .as("content type of %s -> %s", request, Json.abbreviate(text))
        .startsWith("application/json");
  }
}
