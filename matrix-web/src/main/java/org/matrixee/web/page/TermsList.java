package org.matrixee.web.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.matrixee.model.account.ClientUrl;
import org.matrixee.server.config.TermsConfig;

/** The terms as pages list them: each document in each of its languages. */
public final class TermsList {
  private TermsList() {}

  /** The texts for the places {@code name}, {@code url} and {@code place} of each. */
  public static List<Map<String, String>> entries(List<TermsConfig.Policy> policies) {
    return policies.stream()
        .flatMap(policy -> new TreeMap<>(policy.texts()).values().stream())
        .map(TermsList::entry)
        .toList();
  }

  private static Map<String, String> entry(TermsConfig.Text text) {
    String place = ClientUrl.parse(text.url()).map(ClientUrl::place).orElse("");
    return Map.of("name", text.name(), "url", text.url(), "place", place);
  }
}
