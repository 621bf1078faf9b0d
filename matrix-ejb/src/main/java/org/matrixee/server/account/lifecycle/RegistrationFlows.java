package org.matrixee.server.account.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.LoginFlow;
import org.matrixee.server.account.login.LoginFlows;
import org.matrixee.server.account.login.RegistrationTokenStage;
import org.matrixee.server.account.uia.DummyStage;
import org.matrixee.server.account.uia.rules.AuthFlows;

/**
 * The ways to an account over the current API: those of the settings, in today's words. The
 * password is no stage there, but a part of what is asked for; a flow with nothing else has the
 * dummy stage. Flows with a stage that today's API has no word for are not offered.
 */
@ApplicationScoped
public class RegistrationFlows {
  private static final String PASSWORD = "m.login.password";
  private static final Set<String> SHARED = Set.of(RegistrationTokenStage.TYPE);

  private LoginFlows flows;

  /** For the container's proxies. */
  protected RegistrationFlows() {}

  /** With the policy. */
  @Inject
  public RegistrationFlows(LoginFlows flows) {
    this.flows = flows;
  }

  /**
   * The flows.
   *
   * @throws MatrixException M_FORBIDDEN if there are none
   */
  AuthFlows require() {
    List<List<String>> offered = new ArrayList<>();
    for (LoginFlow flow : flows.flows(LoginPurpose.REGISTER)) {
      List<String> stages = flow.stages().stream().filter(type -> !type.equals(PASSWORD)).toList();
      if (stages.size() < flow.stages().size() && SHARED.containsAll(stages)) {
        offered.add(stages.isEmpty() ? List.of(DummyStage.TYPE) : stages);
      }
    }
    if (offered.isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not let people register themselves.");
    }
    return new AuthFlows(offered);
  }
}
