package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.SecureRandom;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.RateLimits;

/**
 * {@code m.login.email.url}: a link comes by mail; opening it lets the client's next request pass.
 *
 * <p>2014: client-api-v1, 5.2; S-REG-31 to S-REG-34. The link can be opened more than once: the
 * programs that look through mails often come first.
 */
@ApplicationScoped
public class EmailUrlStage extends EmailStage {
  /** Its name. */
  public static final String TYPE = "m.login.email.url";

  /** The path that links lead to; the key follows. */
  public static final String PATH = "/_matrix/client/api/v1/login/email/";

  private static final String CLICKED = "clicked";

  private String publicUrl;
  private LoginMails mails;
  private SecureRandom random;

  /** For the container's proxies. */
  protected EmailUrlStage() {}

  /** With what it needs. */
  @Inject
  public EmailUrlStage(
      MatrixConfig config,
      LoginTransactions transactions,
      RateLimits limits,
      LoginMails mails,
      SecureRandom random) {
    super(config, transactions, limits);
    this.publicUrl = config.publicUrl();
    this.mails = mails;
    this.random = random;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  StageResult invite(Recipient recipient) {
    OneTimeKey key = OneTimeKey.random(random);
    return new StageResult.Pending(
        JsonValue.EMPTY_JSON_OBJECT,
        recipient.toJson(),
        key,
        () ->
            recipient.taken()
                ? mails.sendTaken(recipient.address())
                : mails.sendLink(
                    recipient.address(),
                    recipient.purpose(),
                    recipient.user(),
                    publicUrl + PATH + key.value()));
  }

  @Override
  StageResult goOn(StageRequest request) {
    JsonObject remembered = requireBegun(request);
    if (request.fromOutside()) {
      return StageResult.Pending.remembering(
          Json.createObjectBuilder(remembered).add(CLICKED, true).build());
    }
    if (!remembered.getBoolean(CLICKED, false)) {
      throw new MatrixException(
          ErrorCode.M_LOGIN_EMAIL_URL_NOT_YET, "The link in the mail has not been opened yet.");
    }
    return passed(request);
  }
}
