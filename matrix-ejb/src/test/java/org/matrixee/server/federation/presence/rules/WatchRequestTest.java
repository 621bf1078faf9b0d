package org.matrixee.server.federation.presence.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.json.JsonReader;

class WatchRequestTest {
  @Test
  void itIsReadAsItIsWritten() {
    WatchRequest request =
        new WatchRequest(new UserId("@anna:here.example"), new UserId("@ella:there.example"));
    assertThat(request.content().getString("observer_user")).isEqualTo("@anna:here.example");
    assertThat(request.content().getString("observed_user")).isEqualTo("@ella:there.example");
    assertThat(WatchRequest.read(request.content())).isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"observer_user\": \"@a:b\"}",
        "{\"observed_user\": \"@a:b\"}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": null}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": 1}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": []}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": \"\"}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": \"b\"}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": \"@b\"}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": \"@b:no server\"}",
        "{\"observer_user\": \"@a:b\", \"observed_user\": \"@b:x:y:z\"}",
        "{\"observer_user\": \"#a:b\", \"observed_user\": \"@b:c\"}"
      })
  void otherFormsAreRefused(String content) {
    assertThatThrownBy(
            () ->
                WatchRequest.read(
                    JsonReader.PDU.readObject(content.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOfSatisfying(
            MatrixException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.M_BAD_JSON));
  }
}
