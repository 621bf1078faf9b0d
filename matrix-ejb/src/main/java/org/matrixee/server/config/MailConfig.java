package org.matrixee.server.config;

import org.matrixee.model.account.EmailAddress;

/**
 * Settings of outgoing mail. Host, port, user and password also reach the container's mail session,
 * by the same names.
 *
 * @param on whether a mail server is configured
 * @param authenticates whether that wants a user name and a password
 * @param tls how the connection is secured
 * @param from the sender's address
 */
public record MailConfig(boolean on, boolean authenticates, Tls tls, EmailAddress from) {

  /** How a connection to the mail server is secured. */
  public enum Tls {
    /** By STARTTLS, if the server offers it. */
    AUTO,
    /** Not at all. */
    OFF,
    /** By STARTTLS, or no mail is sent. */
    STARTTLS,
    /** From the first byte on. */
    TLS
  }

  static MailConfig read(Settings settings, String serverName) {
    boolean on = settings.read("MATRIX_SMTP_HOST", "", host -> !host.isEmpty());
    settings.integer("MATRIX_SMTP_PORT", 25, 1, 65_535);
    boolean authenticates = settings.read("MATRIX_SMTP_USER", "", user -> !user.isEmpty());
    return new MailConfig(
        on,
        authenticates,
        settings.read("MATRIX_SMTP_TLS", "auto", MailConfig::tls),
        settings.read("MATRIX_SMTP_FROM", usualSender(serverName), MailConfig::address));
  }

  private static String usualSender(String serverName) {
    String host = serverName.replaceFirst(":[0-9]*$", "");
    return EmailAddress.parse("matrix@" + host).map(EmailAddress::value).orElse("matrix@localhost");
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("is not an e-mail address"));
  }

  private static Tls tls(String text) {
    return switch (text) {
      case "auto" -> Tls.AUTO;
      case "off" -> Tls.OFF;
      case "starttls" -> Tls.STARTTLS;
      case "tls" -> Tls.TLS;
      default -> throw new IllegalArgumentException("must be auto, off, starttls or tls");
    };
  }
}
