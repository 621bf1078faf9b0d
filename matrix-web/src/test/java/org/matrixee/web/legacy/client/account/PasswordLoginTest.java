package org.matrixee.web.legacy.client.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

class PasswordLoginTest {
  private static ErrorCode refusal(JsonObject body) {
    return assertThatThrownBy(() -> PasswordLogin.require(body))
        .asInstanceOf(InstanceOfAssertFactories.type(MatrixException.class))
        .actual()
        .code();
  }

  @Test
  void takesItsOwnType() {
    JsonObject body = Json.createObjectBuilder().add("type", "m.login.password").build();

    assertThatCode(() -> PasswordLogin.require(body)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnUnknownTypeAndAMissingOneDifferently() {
    JsonObject unknown = Json.createObjectBuilder().add("type", "m.login.magic").build();

    assertThat(refusal(unknown)).isEqualTo(ErrorCode.M_UNKNOWN);
    assertThat(refusal(JsonValue.EMPTY_JSON_OBJECT)).isEqualTo(ErrorCode.M_BAD_JSON);
  }

  @Test
  void refusesASessionThatNobodyGaveOut() {
    JsonObject body =
        Json.createObjectBuilder().add("type", "m.login.password").add("session", "x").build();

    assertThat(refusal(body)).isEqualTo(ErrorCode.M_BAD_JSON);
  }
}
