package org.matrixee.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.matrixee.model.account.ClientUrl;

/**
 * Settings of what people must agree to before they get an account.
 *
 * <p>v1.19: Client-Server API, "Terms of service at registration".
 *
 * @param policies none: nobody is asked
 */
public record TermsConfig(List<Policy> policies) {
  /** The settings' names, as in the environment. */
  static final Set<String> KEYS = Set.of("MATRIX_TERMS");

  /** Copies the list. */
  public TermsConfig {
    policies = List.copyOf(policies);
  }

  /**
   * One of the documents.
   *
   * @param id its name in settings and answers
   * @param version such as 1.2
   * @param texts by language
   */
  public record Policy(String id, String version, Map<String, Text> texts) {}

  /**
   * A document in one language.
   *
   * @param name what people are shown
   * @param url where it can be read
   */
  public record Text(String name, String url) {}

  static TermsConfig read(Settings settings) {
    return new TermsConfig(
        settings.list("MATRIX_TERMS", TermsConfig::id).stream()
            .map(id -> policy(settings, id))
            .toList());
  }

  private static Policy policy(Settings settings, String id) {
    String prefix = "MATRIX_TERMS_" + id.toUpperCase(Locale.ROOT) + "_";
    String version = settings.read(prefix + "VERSION", "1", TermsConfig::version);
    Map<String, Text> texts = new TreeMap<>();
    for (String language : settings.read(prefix + "LANGUAGES", "en", TermsConfig::languages)) {
      String end = "_" + language.toUpperCase(Locale.ROOT).replace('-', '_');
      texts.put(
          language,
          new Text(
              settings.read(prefix + "NAME" + end, "", OidcConfig::text),
              settings.read(prefix + "URL" + end, "", TermsConfig::url)));
    }
    return new Policy(id, version, Map.copyOf(texts));
  }

  private static String id(String text) {
    if (!text.matches("[a-z][a-z0-9_]{0,30}")) {
      throw new IllegalArgumentException(
          "must list names of lower-case letters, digits and _, with commas between them");
    }
    return text;
  }

  /** v1.19: Appendices, "Opaque identifiers". */
  private static String version(String text) {
    if (!text.matches("[A-Za-z0-9._~-]{1,255}")) {
      throw new IllegalArgumentException("must be of letters, digits and the characters . _ ~ -");
    }
    return text;
  }

  private static List<String> languages(String text) {
    List<String> languages = Stream.of(text.split(",", -1)).map(String::strip).toList();
    for (String language : languages) {
      if (!language.matches("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")) {
        throw new IllegalArgumentException("must list languages such as en, with commas");
      }
    }
    return languages;
  }

  private static String url(String text) {
    if (ClientUrl.parse(OidcConfig.text(text)).filter(ClientUrl::isWeb).isEmpty()) {
      throw new IllegalArgumentException("must be an http or https URL");
    }
    return text;
  }
}
