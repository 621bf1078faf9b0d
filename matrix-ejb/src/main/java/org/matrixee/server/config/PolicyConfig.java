package org.matrixee.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * What may not be sent. All of it is off by default.
 *
 * @param words words that no text may hold, in lower case
 * @param maxAttachment the most bytes that an attachment may say it has; 0 for no limit
 * @param blockedServers servers whose users may neither send nor be invited
 * @param blockedUsers users who may neither send nor be invited
 * @param service an outside service that is asked about every event; null for none
 * @param timeout how long the service may take
 * @param failOpen whether events pass while the service does not answer
 */
public record PolicyConfig(
    Set<String> words,
    long maxAttachment,
    Set<ServerName> blockedServers,
    Set<UserId> blockedUsers,
    @Nullable URI service,
    Duration timeout,
    boolean failOpen) {

  /** Copies the sets. */
  public PolicyConfig {
    words = Set.copyOf(words);
    blockedServers = Set.copyOf(blockedServers);
    blockedUsers = Set.copyOf(blockedUsers);
  }

  static PolicyConfig read(Settings settings) {
    return new PolicyConfig(
        Set.copyOf(settings.list("MATRIX_POLICY_WORDS", PolicyConfig::word)),
        settings.integer("MATRIX_POLICY_MAX_ATTACHMENT", 0, 0, 999_999_999),
        Set.copyOf(settings.list("MATRIX_POLICY_BLOCKED_SERVERS", Settings::serverName)),
        Set.copyOf(settings.list("MATRIX_POLICY_BLOCKED_USERS", Settings::userId)),
        settings.find("MATRIX_POLICY_URL") == null
            ? null
            : settings.read("MATRIX_POLICY_URL", "", PolicyConfig::url),
        Duration.ofMillis(settings.integer("MATRIX_POLICY_TIMEOUT", 1000, 10, 30_000)),
        !settings.choice("MATRIX_POLICY_FAIL", "closed", "open"));
  }

  private static String word(String word) {
    if (word.codePoints().anyMatch(c -> !Character.isLetterOrDigit(c))) {
      throw new IllegalArgumentException("must be a list of words of letters and digits");
    }
    return word.toLowerCase(Locale.ROOT);
  }

  private static URI url(String text) {
    URI uri = URI.create(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException("must be an http or https URL");
    }
    return uri;
  }

  /** Leaves out what could be a secret, or is long. */
  @Override
  public String toString() {
    return "PolicyConfig["
        + words.size()
        + " words, "
        + blockedServers.size()
        + " servers, "
        + blockedUsers.size()
        + " users, attachments up to "
        + maxAttachment
        + ", service "
        + (service == null ? "none" : service.getHost())
        + "]";
  }
}
