package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

class ErrorAnswerTest {
  private static String body(MatrixException refusal) {
    return new String(ErrorAnswer.body(refusal), StandardCharsets.UTF_8);
  }

  @Test
  void hasCodeAndSentence() {
    assertThat(body(new MatrixException(ErrorCode.M_FORBIDDEN, "No \"entry\".")))
        .isEqualTo("{\"errcode\":\"M_FORBIDDEN\",\"error\":\"No \\\"entry\\\".\"}");
  }

  @Test
  void hasTheDetails() {
    Map<String, Object> details = Map.of("retry_after_ms", 1500L, "b", true, "a", "x");

    assertThat(body(new MatrixException(ErrorCode.M_LIMIT_EXCEEDED, 429, "Slow down.", details)))
        .isEqualTo(
            "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":\"Slow down.\",\"a\":\"x\",\"b\":true,"
                + "\"retry_after_ms\":1500}");
  }

  @Test
  void saysNothingOfABugButItsId() {
    assertThat(ErrorAnswer.bug("beef").status()).isEqualTo(500);
    assertThat(body(ErrorAnswer.bug("beef"))).contains("M_UNKNOWN").contains("beef");
  }

  @ParameterizedTest
  @CsvSource({
    "/_matrix/client/v3/sync, CURRENT",
    "/_matrix/client/r0/login, CURRENT",
    "/_matrix/client/v1/media/config, CURRENT",
    "/_matrix/client/unstable/org.example/x, CURRENT",
    "/_matrix/client/versions, CURRENT",
    "/_matrix/media/v3/upload, CURRENT",
    "/_matrix/media/r0/config, CURRENT",
    "/_matrix/media/v1/create, CURRENT",
    "/_matrix/media/v1/upload, OCTOBER_2014",
    "/_matrix/client/api/v1/events, OCTOBER_2014",
    "/matrix/client/api/v1/events, OCTOBER_2014",
    "/_matrix/client/v30/sync, OCTOBER_2014",
    "/_matrix/content, OCTOBER_2014",
    "/, OCTOBER_2014"
  })
  void pathTellsTheDialect(String path, Dialect dialect) {
    assertThat(Dialect.of(path)).isEqualTo(dialect);
  }

  /** v1.19: Client-Server API, "Standard error response". */
  @Test
  void currentClientsAreToldTheCurrentWay() {
    assertThat(Dialect.CURRENT.unknownToken().status()).isEqualTo(401);
    assertThat(Dialect.CURRENT.unknownToken().code()).isEqualTo(ErrorCode.M_UNKNOWN_TOKEN);
    assertThat(Dialect.CURRENT.missingToken().status()).isEqualTo(401);
    assertThat(Dialect.CURRENT.missingToken().code()).isEqualTo(ErrorCode.M_MISSING_TOKEN);
    assertThat(Dialect.CURRENT.unknownPath().status()).isEqualTo(404);
    assertThat(Dialect.CURRENT.unknownPath().code()).isEqualTo(ErrorCode.M_UNRECOGNIZED);
    assertThat(Dialect.CURRENT.unknownMethod().status()).isEqualTo(405);
    assertThat(Dialect.CURRENT.unknownMethod().code()).isEqualTo(ErrorCode.M_UNRECOGNIZED);
  }

  @Test
  void tokensAreRefusedAsIn2014() {
    assertThat(Dialect.OCTOBER_2014.unknownToken().status()).isEqualTo(403);
    assertThat(Dialect.OCTOBER_2014.unknownToken().code()).isEqualTo(ErrorCode.M_UNKNOWN_TOKEN);
    assertThat(Dialect.OCTOBER_2014.missingToken().status()).isEqualTo(403);
    assertThat(Dialect.OCTOBER_2014.missingToken().code()).isEqualTo(ErrorCode.M_FORBIDDEN);
  }
}
