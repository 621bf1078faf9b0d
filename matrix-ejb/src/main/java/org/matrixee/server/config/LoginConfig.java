package org.matrixee.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Settings of login and registration.
 *
 * @param flows the flows of login, each the types of its stages; empty for the usual ones
 * @param registrationFlows the flows of registration; empty for the usual ones
 * @param sessionLifetime how long a login or registration of several requests may take
 * @param passwordBackend the name of what checks passwords
 */
public record LoginConfig(
    List<List<String>> flows,
    List<List<String>> registrationFlows,
    Duration sessionLifetime,
    String passwordBackend) {

  static LoginConfig read(Settings settings) {
    return new LoginConfig(
        settings.read("MATRIX_LOGIN_FLOWS", "", LoginConfig::flows),
        settings.read("MATRIX_REGISTRATION_FLOWS", "", LoginConfig::flows),
        Duration.ofSeconds(settings.integer("MATRIX_LOGIN_SESSION_LIFETIME", 1800, 1, 86_400)),
        settings.read("MATRIX_PASSWORD_BACKEND", "accounts", value -> value));
  }

  private static List<List<String>> flows(String text) {
    List<List<String>> flows = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
      List<String> flow = Arrays.stream(part.split(",", -1)).map(String::strip).toList();
      if (!flow.stream().allMatch(type -> type.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)+"))) {
        throw new IllegalArgumentException(
            "must be flows separated by semicolons, each of stages such as m.login.password"
                + " separated by commas");
      }
      if (new HashSet<>(flow).size() < flow.size()) {
        throw new IllegalArgumentException("must not have the same stage twice in one flow");
      }
      flows.add(flow);
    }
    requireDistinct(flows);
    return List.copyOf(flows);
  }

  /** A flow that is the beginning of another would let everybody leave out the rest. */
  private static void requireDistinct(List<List<String>> flows) {
    for (int i = 0; i < flows.size(); i++) {
      for (int j = 0; j < flows.size(); j++) {
        List<String> flow = flows.get(i);
        List<String> other = flows.get(j);
        if (i != j && flow.size() <= other.size() && other.subList(0, flow.size()).equals(flow)) {
          throw new IllegalArgumentException(
              "must not have a flow that is the beginning of another one");
        }
      }
    }
  }
}
