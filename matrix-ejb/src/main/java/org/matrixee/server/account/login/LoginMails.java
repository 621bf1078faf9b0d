package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.mail.Mail;
import org.matrixee.server.mail.MailSender;

/** The mails of login and registration: what they say, to whom, and how it looks. */
@ApplicationScoped
public class LoginMails {
  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
      <body style="margin:0;padding:24px 12px;background:#f3f5f7;color:#17212b;\
      font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif">
      <div style="max-width:32rem;margin:0 auto;padding:24px;background:#ffffff;\
      border:1px solid #d5dce2;border-radius:12px">
      %s</div>
      <p style="text-align:center;color:#566573;font-size:14px">%s, a Matrix home server</p>
      </body></html>
      """;

  private static final String CODE_BOX =
      "<p style=\"font:bold 28px/1.5 ui-monospace,Menlo,Consolas,monospace;letter-spacing:3px;"
          + "text-align:center\">%s</p>\n";

  private static final String BUTTON =
      "<p style=\"text-align:center\"><a href=\"%s\" style=\"display:inline-block;"
          + "padding:12px 24px;background:#0b6e5d;color:#ffffff;font-weight:600;"
          + "text-decoration:none;border-radius:8px\">%s</a></p>\n";

  private MatrixConfig config;
  private MailSender sender;

  /** For the container's proxies. */
  protected LoginMails() {}

  /** With what it needs. */
  @Inject
  public LoginMails(MatrixConfig config, MailSender sender) {
    this.config = config;
    this.sender = sender;
  }

  /** Sends a code. */
  CompletionStage<Void> sendCode(
      EmailAddress to, LoginPurpose purpose, Optional<UserId> user, String code) {
    String opening = opening(purpose, user);
    String life =
        "It is good for at most "
            + life()
            + ", and once. Type it in where you were asked for it, and tell it to nobody.";
    String ending =
        "If this was not you, do nothing: without the code nobody gets further than this.";
    return send(
        to,
        "Your code for " + server(),
        "%s%n%nYour code is:%n%n%s%n%n%s%n%n%s%n".formatted(opening, code, life, ending),
        paragraph(opening)
            + paragraph("Your code is:")
            + CODE_BOX.formatted(code)
            + paragraph(life)
            + paragraph(ending));
  }

  /** Sends a link. */
  CompletionStage<Void> sendLink(
      EmailAddress to, LoginPurpose purpose, Optional<UserId> user, String url) {
    String opening = opening(purpose, user);
    String request = "Open this link to confirm that it is you:";
    String life = "It is good for at most " + life() + ". Then go back to where you came from.";
    String ending =
        "If this was not you, do not open the link: without it nobody gets further than this.";
    return send(
        to,
        (purpose == LoginPurpose.LOGIN ? "Confirm your login to " : "Confirm your address for ")
            + server(),
        "%s%n%n%s%n%n%s%n%n%s%n%n%s%n".formatted(opening, request, url, life, ending),
        paragraph(opening)
            + paragraph(request)
            + BUTTON.formatted(escape(url), "Yes, it is me")
            + paragraph("Or copy this address into your browser:")
            + paragraph(url)
            + paragraph(life)
            + paragraph(ending));
  }

  /**
   * Tells the owner of an address that somebody wants to register with it a second time; the one
   * who asks sees no difference.
   */
  CompletionStage<Void> sendTaken(EmailAddress to) {
    String opening =
        "Somebody, perhaps you, is making an account on " + server() + " with this address.";
    String news = "It belongs to an account there already, so nothing was made.";
    String ending = "If you have forgotten that account: log in with your e-mail address.";
    return send(
        to,
        "Your address is known to " + server(),
        "%s%n%n%s%n%n%s%n".formatted(opening, news, ending),
        paragraph(opening) + paragraph(news) + paragraph(ending));
  }

  /** Sends a link that proves an address to a client of the current API. */
  public CompletionStage<Void> sendProof(EmailAddress to, EmailProofPurpose purpose, String url) {
    String opening = "Somebody, probably you, " + doing(purpose) + " on " + server() + ".";
    String request =
        "Open this link, and press the button there, to say that this is your address:";
    String life = "It is good for at most " + life() + ". Then go back to where you came from.";
    String ending =
        purpose == EmailProofPurpose.PASSWORD
            ? "If this was not you, do not press it: somebody else would choose your password."
            : "If this was not you, do nothing: without the link nobody gets further than this.";
    return send(
        to,
        purpose == EmailProofPurpose.PASSWORD
            ? "Choose a new password for " + server()
            : "Confirm your address for " + server(),
        "%s%n%n%s%n%n%s%n%n%s%n%n%s%n".formatted(opening, request, url, life, ending),
        paragraph(opening)
            + paragraph(request)
            + BUTTON.formatted(escape(url), "Open the page")
            + paragraph("Or copy this address into your browser:")
            + paragraph(url)
            + paragraph(life)
            + paragraph(ending));
  }

  private static String doing(EmailProofPurpose purpose) {
    return switch (purpose) {
      case REGISTER -> "is making an account with this address";
      case ADD -> "is adding this address to an account";
      case PASSWORD -> "has forgotten the password of the account that has this address";
    };
  }

  /**
   * Tells the owner of an address that it cannot be proven; the one who asks sees no difference.
   */
  public CompletionStage<Void> sendUseless(EmailAddress to, EmailProofPurpose purpose) {
    String opening = "Somebody, perhaps you, " + doing(purpose) + " on " + server() + ".";
    String news =
        purpose == EmailProofPurpose.PASSWORD
            ? "But no account there has this address and a password, so nothing was done."
            : "But the address belongs to an account there already, so nothing was done.";
    String ending =
        purpose == EmailProofPurpose.PASSWORD
            ? "Perhaps you have registered with another address, or log in by another service."
            : "If you have forgotten that account: choose a new password by this address.";
    return send(
        to,
        purpose == EmailProofPurpose.PASSWORD
            ? "No password to change on " + server()
            : "Your address is known to " + server(),
        "%s%n%n%s%n%n%s%n".formatted(opening, news, ending),
        paragraph(opening) + paragraph(news) + paragraph(ending));
  }

  private String opening(LoginPurpose purpose, Optional<UserId> user) {
    String name = user.map(id -> " as " + id.value()).orElse("");
    return purpose == LoginPurpose.LOGIN
        ? "Somebody, probably you, is logging in to " + server() + name + "."
        : "Somebody, probably you, is making an account on " + server() + name + ".";
  }

  private String life() {
    Duration life = config.login().sessionLifetime();
    long minutes = life.toMinutes();
    return minutes == 0
        ? life.toSeconds() + " seconds"
        : minutes == 1 ? "one minute" : minutes + " minutes";
  }

  private String server() {
    return config.serverName().value();
  }

  private CompletionStage<Void> send(EmailAddress to, String subject, String text, String html) {
    String signature =
        "%n-- %n%s, a Matrix home server%n%s%n".formatted(server(), config.publicUrl());
    return sender.send(
        new Mail(
            to,
            subject,
            text + signature,
            HTML.formatted(escape(subject), html, escape(server()))));
  }

  private static String paragraph(String text) {
    return "<p style=\"overflow-wrap:anywhere\">" + escape(text) + "</p>\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
