package org.matrixee.server.account.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.model.account.LoginPurpose.LOGIN;
import static org.matrixee.model.account.LoginPurpose.REGISTER;
import static org.matrixee.model.account.LoginPurpose.SIGN_ON;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;

class LoginFlowsTest {
  private static final String PASSWORD = "m.login.password";
  private static final List<LoginStage> STAGES =
      List.of(
          Scripted.idle("m.a", true, true),
          Scripted.idle("m.b", true, false),
          Scripted.idle("m.off", false, true),
          Scripted.idle(PASSWORD, true, true));

  private static LoginFlows flows(String... settings) {
    Map<String, String> values = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
    return new LoginFlows(MatrixConfig.read(values::get), STAGES);
  }

  private static LoginFlow flow(String... stages) {
    return new LoginFlow(List.of(stages));
  }

  @Test
  void usualFlowsAreTheOfferedStagesWithThePasswordFirst() {
    assertThat(flows().flows(LOGIN))
        .containsExactly(flow(PASSWORD), flow("m.a"), flow("m.b", PASSWORD));
    assertThatCode(() -> flows().check()).doesNotThrowAnyException();
  }

  @Test
  void settingReplacesTheUsualFlowsOfItsPurpose() {
    LoginFlows flows = flows("MATRIX_LOGIN_FLOWS", "m.b,m.a;" + PASSWORD);
    assertThat(flows.flows(LOGIN)).containsExactly(flow("m.b", "m.a"), flow(PASSWORD));
    assertThat(flows.flows(REGISTER)).hasSize(3);
  }

  @Test
  void closedRegistrationHasNoFlows() {
    LoginFlows flows = flows("MATRIX_REGISTRATION", "closed");
    assertThat(flows.flows(REGISTER)).isEmpty();
    assertThat(flows.flows(LOGIN)).isNotEmpty();
  }

  @Test
  void stageThatIsNotThereOrNotOfferedIsRefusedByName() {
    assertThatThrownBy(() -> flows("MATRIX_LOGIN_FLOWS", "m.off"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The setting MATRIX_LOGIN_FLOWS is wrong: m.off needs a miracle.");
    assertThatThrownBy(() -> flows("MATRIX_REGISTRATION_FLOWS", "m.a,m.none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The setting MATRIX_REGISTRATION_FLOWS is wrong: there is no stage \"m.none\".");
  }

  @Test
  void nextStagesAreThoseOfAllFlowsThatGoOn() {
    LoginFlows flows = flows("MATRIX_LOGIN_FLOWS", PASSWORD + ",m.a;" + PASSWORD + ",m.b,m.a");
    assertThat(flows.next(LOGIN, List.of())).containsExactly(PASSWORD);
    assertThat(flows.next(LOGIN, List.of(PASSWORD))).containsExactly("m.a", "m.b");
    assertThat(flows.next(LOGIN, List.of(PASSWORD, "m.b"))).containsExactly("m.a");
    assertThat(flows.next(LOGIN, List.of(PASSWORD, "m.a"))).isEmpty();
    assertThat(flows.next(LOGIN, List.of("m.a"))).isEmpty();
    assertThat(flows.isComplete(LOGIN, List.of(PASSWORD, "m.a"))).isTrue();
    assertThat(flows.isComplete(LOGIN, List.of(PASSWORD))).isFalse();
    assertThat(flows.isComplete(LOGIN, List.of("m.a"))).isFalse();
  }

  @Test
  void onlyTypesOfSomeFlowAreKnown() {
    LoginFlows flows = flows("MATRIX_LOGIN_FLOWS", "m.a");
    assertThat(flows.require(LOGIN, "m.a").type()).isEqualTo("m.a");
    assertThatThrownBy(() -> flows.require(LOGIN, PASSWORD)).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> flows.require(LOGIN, "m.off")).isInstanceOf(MatrixException.class);
  }

  private static LoginFlows withTerms(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    List<LoginStage> stages = new ArrayList<>(STAGES);
    stages.add(Scripted.idle(TermsStage.TYPE, true, false));
    return new LoginFlows(MatrixConfig.read(values::get), stages);
  }

  @Test
  void nobodyRegistersWithoutTheTerms() {
    assertThat(withTerms().flows(REGISTER))
        .containsExactly(
            flow(TermsStage.TYPE, PASSWORD),
            flow("m.a", TermsStage.TYPE),
            flow("m.b", TermsStage.TYPE, PASSWORD));
    assertThat(
            withTerms("MATRIX_REGISTRATION_FLOWS", "m.login.terms,m.a;m.b," + PASSWORD)
                .flows(REGISTER))
        .containsExactly(flow(TermsStage.TYPE, "m.a"), flow("m.b", TermsStage.TYPE, PASSWORD));
    assertThat(flows().flows(REGISTER)).contains(flow(PASSWORD));
  }

  @Test
  void whoIsProvenElsewhereIsAskedForNothingMore() {
    assertThat(flows().flows(SIGN_ON)).isEmpty();
    List<LoginStage> stages =
        List.of(Scripted.idle("m.login.oauth2", true, true), Scripted.idle(PASSWORD, true, true));
    Map<String, String> both = Map.of("MATRIX_LOGIN_FLOWS", "m.login.oauth2," + PASSWORD);
    LoginFlows flows = new LoginFlows(MatrixConfig.read(both::get), stages);
    assertThat(flows.flows(SIGN_ON)).containsExactly(flow("m.login.oauth2"));
    assertThat(flows.isEnough(LOGIN, "m.login.oauth2")).isFalse();
    assertThat(
            new LoginFlows(MatrixConfig.read(key -> null), stages)
                .isEnough(LOGIN, "m.login.oauth2"))
        .isTrue();
  }
}
