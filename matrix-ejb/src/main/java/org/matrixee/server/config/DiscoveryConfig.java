package org.matrixee.server.config;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * What this server's domain tells of it at {@code /.well-known/matrix}.
 *
 * @param server where other servers find this one; null to say nothing
 * @param supportPage a page for people who need help; null if there is none
 * @param contacts the administrators' e-mail addresses and user IDs
 */
public record DiscoveryConfig(
    @Nullable ServerName server, @Nullable URI supportPage, List<String> contacts) {
  /** The settings' names, as in the environment. */
  static final Set<String> KEYS =
      Set.of("MATRIX_WELL_KNOWN_SERVER", "MATRIX_SUPPORT_PAGE", "MATRIX_SUPPORT_CONTACTS");

  /** Copies the list. */
  public DiscoveryConfig {
    contacts = List.copyOf(contacts);
  }

  static DiscoveryConfig read(Settings settings) {
    return new DiscoveryConfig(
        settings.read(
            "MATRIX_WELL_KNOWN_SERVER",
            "",
            text -> text.isEmpty() ? null : Settings.serverName(text)),
        settings.read("MATRIX_SUPPORT_PAGE", "", text -> text.isEmpty() ? null : page(text)),
        settings.list("MATRIX_SUPPORT_CONTACTS", DiscoveryConfig::contact));
  }

  private static URI page(String text) {
    URI page = URI.create(text);
    if (!("https".equals(page.getScheme()) || "http".equals(page.getScheme()))
        || page.getHost() == null) {
      throw new IllegalArgumentException("must be an http or https URL");
    }
    return page;
  }

  private static String contact(String text) {
    if (text.startsWith("@")) {
      return UserId.parse(text)
          .orElseThrow(
              () -> new IllegalArgumentException("must hold user IDs such as @kim:example.org"))
          .value();
    }
    return EmailAddress.parse(text)
        .map(EmailAddress::value)
        .orElseThrow(() -> new IllegalArgumentException("must hold e-mail addresses or user IDs"));
  }
}
