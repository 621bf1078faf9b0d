package org.matrixee.server.mail;

import org.matrixee.model.account.EmailAddress;

/**
 * A mail.
 *
 * @param text the body for programs that show text only
 * @param html the same, as an HTML document
 */
public record Mail(EmailAddress to, String subject, String text, String html) {
  /** Leaves address and bodies out: they hold secrets. */
  @Override
  public String toString() {
    return "Mail[" + subject + "]";
  }
}
