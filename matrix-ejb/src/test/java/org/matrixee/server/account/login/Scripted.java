package org.matrixee.server.account.login;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.matrixee.model.account.LoginPurpose;

/** A stage that does what a test says. */
final class Scripted implements LoginStage {
  private final String type;
  private final boolean offered;
  private final boolean enough;
  private final Function<StageRequest, StageResult> script;

  Scripted(
      String type, boolean offered, boolean enough, Function<StageRequest, StageResult> script) {
    this.type = type;
    this.offered = offered;
    this.enough = enough;
    this.script = script;
  }

  /** One that is never performed. */
  static Scripted idle(String type, boolean offered, boolean enough) {
    return new Scripted(
        type,
        offered,
        enough,
        request -> {
          throw new AssertionError(type);
        });
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return offered;
  }

  @Override
  public boolean isEnough(LoginPurpose purpose) {
    return enough;
  }

  @Override
  public String condition() {
    return "needs a miracle";
  }

  @Override
  public CompletionStage<StageResult> perform(StageRequest request) {
    return CompletableFuture.completedStage(script.apply(request));
  }
}
