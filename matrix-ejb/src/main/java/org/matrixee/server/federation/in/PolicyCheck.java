package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyQuestion;

/**
 * Asks this server's policy about events of other servers' users, as it is asked about those of
 * ours. Outside of transactions, and all at once.
 *
 * <p>2014: threats, 6.
 */
@ApplicationScoped
public class PolicyCheck {
  private Policy policy;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected PolicyCheck() {}

  /** With what it needs. */
  @Inject
  public PolicyCheck(Policy policy, MatrixConfig config) {
    this.policy = policy;
    this.config = config;
  }

  /** Why events are not wanted; those that are not denied are left out. */
  CompletionStage<Map<EventId, String>> denials(Collection<SignedPdu> pdus) {
    CompletionStage<Map<EventId, String>> denials =
        CompletableFuture.completedStage(new LinkedHashMap<>());
    if (policy.isOff()) {
      return denials;
    }
    Map<EventId, CompletionStage<Verdict>> asked = new LinkedHashMap<>();
    for (SignedPdu pdu : pdus) {
      Event event = pdu.event();
      // Ours have been asked about before they were made.
      if (!event.origin().equals(config.serverName())) {
        asked.put(event.id(), policy.ask(question(event)));
      }
    }
    for (Map.Entry<EventId, CompletionStage<Verdict>> one : asked.entrySet()) {
      denials =
          denials.thenCombine(one.getValue(), (all, verdict) -> with(all, one.getKey(), verdict));
    }
    return denials;
  }

  private static PolicyQuestion question(Event event) {
    return new PolicyQuestion(
        event.sender(), event.room(), event.type(), event.stateKey(), event.content());
  }

  private static Map<EventId, String> with(
      Map<EventId, String> all, EventId event, Verdict verdict) {
    if (verdict instanceof Verdict.Denied denied) {
      all.put(event, denied.reason());
    }
    return all;
  }
}
