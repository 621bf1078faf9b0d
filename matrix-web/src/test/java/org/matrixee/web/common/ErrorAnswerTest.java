package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

  @Test
  void tokensAreRefusedAsIn2014() {
    assertThat(Dialect.OCTOBER_2014.unknownToken().status()).isEqualTo(403);
    assertThat(Dialect.OCTOBER_2014.unknownToken().code()).isEqualTo(ErrorCode.M_UNKNOWN_TOKEN);
    assertThat(Dialect.OCTOBER_2014.missingToken().status()).isEqualTo(403);
    assertThat(Dialect.OCTOBER_2014.missingToken().code()).isEqualTo(ErrorCode.M_FORBIDDEN);
  }
}
