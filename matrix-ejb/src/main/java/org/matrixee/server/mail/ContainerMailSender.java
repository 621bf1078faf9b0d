package org.matrixee.server.mail;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MailConfig;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;

/** Sends mail by the container's session {@code java:jboss/mail/Matrix}. */
@ApplicationScoped
public class ContainerMailSender implements MailSender {
  private static final Logger LOG = Logger.getLogger(ContainerMailSender.class);

  private static final String TIMEOUT_MS = "10000";
  private static final int MOST_WAITING = 500;

  private final Semaphore places = new Semaphore(MOST_WAITING);

  private MatrixConfig config;
  private Threads threads;
  private Clock clock;

  @Resource(lookup = "java:jboss/mail/Matrix")
  private @Nullable Session container;

  /** For the container's proxies. */
  protected ContainerMailSender() {}

  /** With what it needs. */
  @Inject
  public ContainerMailSender(MatrixConfig config, Threads threads, Clock clock) {
    this.config = config;
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> send(Mail mail) {
    if (!places.tryAcquire()) {
      throw failed();
    }
    return CompletableFuture.runAsync(() -> sendNow(mail), threads.mail())
        .whenComplete((done, failure) -> places.release());
  }

  private void sendNow(Mail mail) {
    try {
      Transport.send(message(mail, session()));
    } catch (SendFailedException e) {
      // Its text holds the address.
      LOG.warn("The mail server refused a mail.");
      throw failed();
    } catch (MessagingException e) {
      LOG.warnf("A mail could not be sent: %s", e.getMessage());
      throw failed();
    }
  }

  private static MatrixException failed() {
    return new MatrixException(
        ErrorCode.M_UNKNOWN, 503, "The mail could not be sent. Try again later.", Map.of());
  }

  /** The container's session with our settings. */
  private Session session() {
    Session session = container;
    if (session == null) {
      throw new IllegalStateException("the container did not inject its mail session");
    }
    MailConfig mail = config.login().mail();
    if (mail.authenticates()) {
      // The session itself, since only its authenticator knows the password.
      set(session.getProperties(), mail);
      return session;
    }
    Properties properties = new Properties();
    properties.putAll(session.getProperties());
    properties.remove("mail.smtp.user");
    properties.setProperty("mail.smtp.auth", "false");
    set(properties, mail);
    return Session.getInstance(properties);
  }

  private static void set(Properties properties, MailConfig mail) {
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.ssl.enable", text(mail.tls() == MailConfig.Tls.TLS));
    properties.setProperty(
        "mail.smtp.starttls.enable",
        text(mail.tls() == MailConfig.Tls.AUTO || mail.tls() == MailConfig.Tls.STARTTLS));
    properties.setProperty(
        "mail.smtp.starttls.required", text(mail.tls() == MailConfig.Tls.STARTTLS));
    // The envelope's sender, and the host in message ids.
    properties.setProperty("mail.from", mail.from().value());
  }

  private static String text(boolean truth) {
    return Boolean.toString(truth);
  }

  private MimeMessage message(Mail mail, Session session) throws MessagingException {
    String utf8 = StandardCharsets.UTF_8.name();
    MimeMessage message = new MimeMessage(session);
    message.setFrom(sender());
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to().value(), true));
    message.setSubject(mail.subject(), utf8);
    message.setSentDate(Date.from(clock.instant()));
    // So that no holiday notice answers.
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), utf8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), utf8, "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    return message;
  }

  private InternetAddress sender() throws MessagingException {
    String address = config.login().mail().from().value();
    try {
      return new InternetAddress(
          address, config.serverName().value(), StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError("every JDK has UTF-8", e);
    }
  }
}
