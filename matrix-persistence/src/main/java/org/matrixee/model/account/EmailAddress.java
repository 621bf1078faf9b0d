package org.matrixee.model.account;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that mail can be sent to, normalized: lower case, its domain in ASCII.
 *
 * <p>Narrower than RFC 5322, which also allows comments, quoted local parts and addresses of hosts:
 * these reach nobody, or carry what a mail header must not hold.
 *
 * @param value the normalized address
 */
public record EmailAddress(String value) {
  private static final int MAX_LENGTH = 254;
  private static final int MAX_LOCALPART = 64;

  private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCALPART = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  /** Reads what a person or a client gave; empty if it is no address that we send mail to. */
  public static Optional<EmailAddress> parse(String text) {
    String stripped = text.strip();
    int at = stripped.lastIndexOf('@');
    if (at < 1 || stripped.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String localpart = stripped.substring(0, at).toLowerCase(Locale.ROOT);
    String domain = ascii(stripped.substring(at + 1)).toLowerCase(Locale.ROOT);
    boolean good =
        localpart.length() <= MAX_LOCALPART
            && LOCALPART.matcher(localpart).matches()
            && DOMAIN.matcher(domain).matches()
            && localpart.length() + 1 + domain.length() <= MAX_LENGTH;
    return good ? Optional.of(new EmailAddress(localpart + "@" + domain)) : Optional.empty();
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** As a third-party id. */
  public ThreePid threePid() {
    return new ThreePid(ThreePid.EMAIL, value);
  }

  /** Leaves the address out: it is nobody's business. */
  @Override
  public String toString() {
    return "EmailAddress";
  }
}
