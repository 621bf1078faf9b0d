package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail server that keeps what it is given. */
public final class MailServer implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("(?m)^(\\d{8})\\r?$");
  private static final Pattern LINK =
      Pattern.compile("(?m)^http://\\S+(/_matrix/client/api/v1/login/email/\\S+?)\\r?$");

  private static final Pattern PROOF =
      Pattern.compile(
          "(?m)^http://\\S+(/_matrix/client/unstable/org\\.matrixee\\.email/\\S+?)\\r?$");

  private final GreenMail smtp =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  /** Starts it on a free port. */
  public MailServer() {
    smtp.start();
  }

  /** Settings that lead mail here. */
  public ServerSettings wire(ServerSettings settings) {
    return settings
        .with("MATRIX_SMTP_HOST", "127.0.0.1")
        .with("MATRIX_SMTP_PORT", Integer.toString(smtp.getSmtp().getPort()))
        .with("MATRIX_SMTP_FROM", "chat@localhost");
  }

  /** The mails to an address, oldest first. */
  public List<MimeMessage> to(String address) {
    return Stream.of(smtp.getReceivedMessages()).filter(mail -> isTo(mail, address)).toList();
  }

  private static boolean isTo(MimeMessage mail, String address) {
    try {
      return Stream.of(mail.getAllRecipients()).anyMatch(r -> r.toString().equals(address));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text part of the last mail to an address; there must be one. */
  public String lastText(String address) {
    return part(address, 0);
  }

  /** The HTML part of it. */
  public String lastHtml(String address) {
    return part(address, 1);
  }

  private String part(String address, int number) {
    List<MimeMessage> mails = to(address);
    assertThat(mails).as("mails to %s", address).isNotEmpty();
    return part(mails.get(mails.size() - 1), number);
  }

  private static String part(MimeMessage mail, int number) {
    try {
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      BodyPart part = parts.getBodyPart(number);
      return (String) part.getContent();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code in the last mail to an address. */
  public String lastCode(String address) {
    return only(CODE, lastText(address));
  }

  /** The path of the link in the last mail to an address. */
  public String lastLink(String address) {
    return only(LINK, lastText(address));
  }

  /** The path of the link in the last mail to an address, by which that is proven today. */
  public String lastProof(String address) {
    return only(PROOF, lastText(address));
  }

  /** The path of the link in a mail. */
  public String link(MimeMessage mail) {
    return only(LINK, part(mail, 0));
  }

  private static String only(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("%s in: %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  @Override
  public void close() {
    smtp.stop();
  }
}
