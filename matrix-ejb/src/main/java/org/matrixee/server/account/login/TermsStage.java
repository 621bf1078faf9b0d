package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.TermsConfig;

/**
 * {@code m.login.terms}: the person has been shown the server's terms, and agrees. Performing it
 * says so.
 *
 * <p>v1.19: Client-Server API, "Terms of service at registration". In the API of 2014 it is an
 * extension, so that nobody gets by the terms over that.
 */
@ApplicationScoped
public class TermsStage implements LoginStage {
  /** Its type. */
  public static final String TYPE = "m.login.terms";

  private List<TermsConfig.Policy> policies = List.of();

  /** For the container's proxies. */
  protected TermsStage() {}

  /** With the terms of the settings. */
  @Inject
  public TermsStage(MatrixConfig config) {
    policies = config.terms().policies();
  }

  /** What people agree to. */
  public List<TermsConfig.Policy> policies() {
    return policies;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return purpose == LoginPurpose.REGISTER && !policies.isEmpty();
  }

  @Override
  public boolean isEnough(LoginPurpose purpose) {
    return false;
  }

  @Override
  public String condition() {
    return "needs MATRIX_TERMS, and is for registration only";
  }

  @Override
  public CompletionStage<StageResult> perform(StageRequest request) {
    return CompletableFuture.completedStage(new StageResult.Passed(Established.NOTHING));
  }
}
