package org.matrixee.server.account.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.LoginFlows;
import org.matrixee.server.account.login.LoginStage;
import org.matrixee.server.account.login.StageRequest;
import org.matrixee.server.account.login.StageResult;
import org.matrixee.server.config.MatrixConfig;

class RegistrationFlowsTest {
  private static final String CODE = "m.login.email.code,m.login.password";
  private static final String URL = "m.login.email.url,m.login.password";
  private static final String EMAIL = "m.login.email.identity";

  /** A stage that is offered, and never performed. */
  private record Offered(String type) implements LoginStage {
    @Override
    public boolean isOffered(LoginPurpose purpose) {
      return true;
    }

    @Override
    public boolean isEnough(LoginPurpose purpose) {
      return type.equals("m.login.password");
    }

    @Override
    public String condition() {
      return "needs nothing";
    }

    @Override
    public CompletionStage<StageResult> perform(StageRequest request) {
      throw new AssertionError(type);
    }
  }

  private static List<List<String>> flows(String wanted, String... settings) {
    Map<String, String> values = new HashMap<>(Map.of("MATRIX_SMTP_HOST", "mail"));
    values.put("MATRIX_REGISTRATION_FLOWS", wanted);
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    MatrixConfig config = MatrixConfig.read(values::get);
    List<Offered> stages =
        Stream.of(
                "m.login.password",
                "m.login.email.code",
                "m.login.email.url",
                EMAIL,
                "m.login.registration_token",
                "org.example.magic")
            .map(Offered::new)
            .toList();
    return new RegistrationFlows(new LoginFlows(config, stages), config).require().flows();
  }

  @Test
  void passwordIsNoStageOfToday() {
    assertThat(flows("m.login.password")).containsExactly(List.of("m.login.dummy"));
    assertThat(flows("m.login.registration_token,m.login.password"))
        .containsExactly(List.of("m.login.registration_token"));
  }

  @Test
  void codeAndLinkByMailAreOneStageOfToday() {
    assertThat(flows("m.login.password;" + CODE + ";" + URL))
        .containsExactly(List.of("m.login.dummy"), List.of(EMAIL));
    assertThat(flows("m.login.email.code,m.login.email.url,m.login.password"))
        .containsExactly(List.of(EMAIL));
    assertThat(flows(EMAIL + ",m.login.password")).containsExactly(List.of(EMAIL));
  }

  @Test
  void flowsThatTodayHasNoWordsForAreLeftOut() {
    assertThat(flows("m.login.password;org.example.magic,m.login.password"))
        .containsExactly(List.of("m.login.dummy"));
    assertThatThrownBy(() -> flows("org.example.magic,m.login.password"))
        .isInstanceOf(MatrixException.class);
    // An account of today has a password.
    assertThatThrownBy(() -> flows("m.login.email.url")).isInstanceOf(MatrixException.class);
    // And an address takes a mail of ours.
    assertThatThrownBy(() -> flows(CODE, "MATRIX_SMTP_HOST", ""))
        .isInstanceOf(MatrixException.class);
  }
}
