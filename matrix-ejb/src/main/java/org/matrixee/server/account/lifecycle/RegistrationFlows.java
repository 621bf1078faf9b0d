package org.matrixee.server.account.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.email.EmailProofStage;
import org.matrixee.server.account.login.LoginFlow;
import org.matrixee.server.account.login.LoginFlows;
import org.matrixee.server.account.login.RegistrationTokenStage;
import org.matrixee.server.account.login.TermsStage;
import org.matrixee.server.account.uia.DummyStage;
import org.matrixee.server.account.uia.rules.AuthFlows;
import org.matrixee.server.config.MatrixConfig;

/**
 * The ways to an account over the current API: those of the settings, in today's words. The
 * password is no stage there, but a part of what is asked for; a flow with nothing else has the
 * dummy stage. A code and a link by mail are one and the same there. Flows with a stage that
 * today's API has no word for are not offered.
 */
@ApplicationScoped
public class RegistrationFlows {
  private static final String PASSWORD = "m.login.password";

  /** Today's words for the stages of the settings. */
  private static final Map<String, String> WORDS =
      Map.of(
          RegistrationTokenStage.TYPE,
          RegistrationTokenStage.TYPE,
          TermsStage.TYPE,
          TermsStage.TYPE,
          "m.login.email.code",
          EmailProofStage.TYPE,
          "m.login.email.url",
          EmailProofStage.TYPE,
          EmailProofStage.TYPE,
          EmailProofStage.TYPE);

  private LoginFlows flows;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected RegistrationFlows() {}

  /** With the policy. */
  @Inject
  public RegistrationFlows(LoginFlows flows, MatrixConfig config) {
    this.flows = flows;
    this.config = config;
  }

  /**
   * The flows.
   *
   * @throws MatrixException M_FORBIDDEN if there are none
   */
  AuthFlows require() {
    List<List<String>> offered =
        flows.flows(LoginPurpose.REGISTER).stream()
            .flatMap(flow -> today(flow).stream())
            .distinct()
            .toList();
    if (offered.isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not let people register themselves.");
    }
    return new AuthFlows(offered);
  }

  /** The flow in today's words; empty if there are none for it. */
  private Optional<List<String>> today(LoginFlow flow) {
    List<String> stages = flow.stages().stream().filter(type -> !type.equals(PASSWORD)).toList();
    List<String> words =
        stages.stream()
            .filter(WORDS::containsKey)
            .map(type -> WORDS.getOrDefault(type, type))
            .distinct()
            .toList();
    boolean known = WORDS.keySet().containsAll(stages);
    // An address that an identity server vouches for takes a mail of ours today.
    boolean mail = config.login().mail().on() || !words.contains(EmailProofStage.TYPE);
    if (stages.size() == flow.stages().size() || !known || !mail) {
      return Optional.empty();
    }
    return Optional.of(words.isEmpty() ? List.of(DummyStage.TYPE) : words);
  }
}
