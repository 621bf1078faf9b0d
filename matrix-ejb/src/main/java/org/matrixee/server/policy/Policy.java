package org.matrixee.server.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.room.Verdict;

/** Asks every {@link PolicyHook} that is on. Costs nothing if none is. */
@ApplicationScoped
public class Policy {
  private static final CompletionStage<Verdict> ALLOWED =
      CompletableFuture.completedStage(Verdict.allowed());

  private List<PolicyHook> hooks = List.of();

  /** For the container's proxies. */
  protected Policy() {}

  /** With the hooks that the container knows. */
  @Inject
  public Policy(@Any Instance<PolicyHook> all) {
    this(all.stream().toList());
  }

  /** With given hooks. */
  public Policy(List<PolicyHook> all) {
    hooks = all.stream().filter(PolicyHook::isOn).toList();
  }

  /** Whether nothing is asked. */
  public boolean isOff() {
    return hooks.isEmpty();
  }

  /** The first denial, or else an allowance. */
  public CompletionStage<Verdict> ask(PolicyQuestion question) {
    CompletionStage<Verdict> answer = ALLOWED;
    for (PolicyHook hook : hooks) {
      answer = answer.thenCompose(so -> so.isAllowed() ? hook.ask(question) : ask(so));
    }
    return answer;
  }

  private static CompletionStage<Verdict> ask(Verdict known) {
    return CompletableFuture.completedStage(known);
  }

  /**
   * Lets a question pass.
   *
   * @return completed exceptionally with M_FORBIDDEN if it is denied
   */
  public CompletionStage<Verdict> require(PolicyQuestion question) {
    return isOff() ? ALLOWED : ask(question).thenApply(Policy::refuseDenied);
  }

  /**
   * Lets several pass, or none; they are asked at once.
   *
   * @return completed exceptionally with M_FORBIDDEN if one is denied
   */
  public CompletionStage<Verdict> requireAll(List<PolicyQuestion> questions) {
    List<CompletionStage<Verdict>> asked = questions.stream().map(this::require).toList();
    CompletionStage<Verdict> answer = ALLOWED;
    for (CompletionStage<Verdict> one : asked) {
      answer = answer.thenCompose(allowed -> one);
    }
    return answer;
  }

  private static Verdict refuseDenied(Verdict verdict) {
    if (verdict instanceof Verdict.Denied denied) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, denied.reason());
    }
    return verdict;
  }
}
