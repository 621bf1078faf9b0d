package org.matrixee.server.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.PolicyConfig;
import org.matrixee.server.policy.rules.PolicyLists;

/** The lists of the settings. */
@ApplicationScoped
public class ListPolicy implements PolicyHook {
  private PolicyLists lists;

  /** For the container's proxies. */
  protected ListPolicy() {}

  /** With what the settings say. */
  @Inject
  public ListPolicy(MatrixConfig config) {
    PolicyConfig policy = config.policy();
    this.lists =
        new PolicyLists(
            policy.words(), policy.maxAttachment(), policy.blockedServers(), policy.blockedUsers());
  }

  @Override
  public boolean isOn() {
    return !lists.isEmpty();
  }

  @Override
  public CompletionStage<Verdict> ask(PolicyQuestion question) {
    return CompletableFuture.completedStage(
        lists.check(question.sender(), question.type(), question.stateKey(), question.content()));
  }
}
