package org.matrixee.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks requests and answers against the specification's data. */
public final class OpenApi {
  private OpenApi() {}

  /**
   * Fails if an answer, or a request that was taken, is not as the specification has it. What is
   * for no operation of the client-server API is not looked at.
   */
  public static void check(Exchange exchange) {
    List<Violation> violations = violations(exchange);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          violations.stream()
              .limit(10)
              .map(Violation::toString)
              .collect(
                  Collectors.joining(
                      "\n", "not as the specification has it:\n", "\nin " + shown(exchange))));
    }
  }

  /** What is wrong with an answer to a request that need not be a proper one. */
  public static List<String> faultsOfAnswer(Exchange exchange) {
    return Operations.of(exchange.method(), exchange.rawPath()).stream()
        .limit(1)
        .flatMap(operation -> AnswerCheck.check(operation, exchange).stream())
        .filter(violation -> !Departures.allow(violation, exchange))
        .map(Violation::toString)
        .toList();
  }

  /** The operation that a request is for, as method and path; empty if there is none. */
  public static Optional<String> operation(String method, String rawPath) {
    return Operations.of(method, rawPath).stream().map(Operation::toString).findFirst();
  }

  /**
   * Compiles all that an operation's exchanges are held against.
   *
   * @throws IllegalArgumentException if the specification has no such operation
   */
  public static void compile(String method, String template) {
    Operation operation =
        Operations.named(method, template)
            .orElseThrow(() -> new IllegalArgumentException(method + " " + template));
    operation.schemas().forEach(Schemas::compiled);
  }

  /** What is wrong with an exchange, but for the known departures. */
  static List<Violation> violations(Exchange exchange) {
    return Operations.of(exchange.method(), exchange.rawPath()).stream()
        .map(operation -> violations(operation, exchange))
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  private static List<Violation> violations(Operation operation, Exchange exchange) {
    List<Violation> all = new ArrayList<>(AnswerCheck.check(operation, exchange));
    if (exchange.succeeded()) {
      all.addAll(EventCheck.check(operation, exchange));
      all.addAll(RequestCheck.check(operation, exchange));
    }
    all.removeIf(violation -> Departures.allow(violation, exchange));
    return all;
  }

  private static String shown(Exchange exchange) {
    return exchange.method()
        + " "
        + exchange.rawPath()
        + " "
        + shortened(exchange.requestBody())
        + " -> "
        + exchange.status()
        + " "
        + shortened(exchange.body());
  }

  private static String shortened(String text) {
    return text.length() <= 2000 ? text : text.substring(0, 2000) + "... (" + text.length() + ")";
  }
}
