package org.matrixee.server.federation.remote.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A place where the DNS says that a service is: an SRV record.
 *
 * @param priority the lowest is tried first
 * @param weight how often it is taken among those of the same priority
 * @param target a host name without a dot at its end; empty for "no service here"
 */
public record ServiceRecord(int priority, int weight, int port, String target) {

  /** Whether the records say that there is no service, as a single one with target "." does. */
  public static boolean sayNoService(List<ServiceRecord> records) {
    return records.size() == 1 && records.get(0).target().isEmpty();
  }

  /**
   * The order to try them in: by priority, and at random by weight among equals (RFC 2782). Each
   * weight counts as one more, so that those of weight 0 have a chance. 2014: federation-v1, 5.
   *
   * @param random a number from 0 up to, without, the given one
   */
  public static List<ServiceRecord> inOrder(List<ServiceRecord> records, IntUnaryOperator random) {
    Map<Integer, List<ServiceRecord>> byPriority =
        records.stream()
            .filter(each -> !each.target().isEmpty())
            .sorted(Comparator.comparing(ServiceRecord::target))
            .collect(
                Collectors.groupingBy(ServiceRecord::priority, TreeMap::new, Collectors.toList()));
    List<ServiceRecord> ordered = new ArrayList<>();
    for (List<ServiceRecord> equals : byPriority.values()) {
      List<ServiceRecord> left = new ArrayList<>(equals);
      while (!left.isEmpty()) {
        ordered.add(left.remove(pick(left, random)));
      }
    }
    return ordered;
  }

  private static int pick(List<ServiceRecord> left, IntUnaryOperator random) {
    int sum = left.stream().mapToInt(each -> each.weight() + 1).sum();
    int lot = random.applyAsInt(sum);
    for (int i = 0; i < left.size(); i++) {
      lot -= left.get(i).weight() + 1;
      if (lot < 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("the random number is not below " + sum);
  }
}
