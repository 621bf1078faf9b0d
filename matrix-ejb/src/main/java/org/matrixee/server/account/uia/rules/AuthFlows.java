package org.matrixee.server.account.uia.rules;

import java.util.Collection;
import java.util.List;

/**
 * The ways to be allowed an operation: each is a list of stages, all of which must be passed.
 *
 * <p>v1.19: Client-Server API, "User-Interactive API in the REST API".
 *
 * @param flows the types of their stages
 */
public record AuthFlows(List<List<String>> flows) {
  /** Copies the lists. */
  public AuthFlows {
    flows = flows.stream().map(List::copyOf).toList();
    if (flows.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a flow has at least one stage");
    }
  }

  /** A single flow of a single stage. */
  public static AuthFlows of(String type) {
    return new AuthFlows(List.of(List.of(type)));
  }

  /** The types of all stages, each once. */
  public List<String> stages() {
    return flows.stream().flatMap(List::stream).distinct().toList();
  }

  /** Whether some flow has a stage. */
  public boolean offers(String type) {
    return stages().contains(type);
  }

  /** Whether one of the flows is passed. Stages of other flows do not count against it. */
  public boolean isComplete(Collection<String> completed) {
    return flows.stream().anyMatch(completed::containsAll);
  }
}
