package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.RateLimits;

/**
 * {@code m.login.email.code}: a code comes by mail and goes back by the client.
 *
 * <p>2014: client-api-v1, 5.2; S-REG-27 to S-REG-30. Eight digits and five tries, with a mail for
 * each five: who goes on for a year at the limit's pace finds a code with less than one chance in a
 * hundred.
 */
@ApplicationScoped
public class EmailCodeStage extends EmailStage {
  private static final int DIGITS = 8;
  private static final int BOUND = 100_000_000;
  private static final int MAX_TRIES = 5;

  private static final String CODE_HASH = "code_hash";
  private static final String SALT = "salt";
  private static final String TRIES = "tries";

  private LoginMails mails;
  private SecureRandom random;

  /** For the container's proxies. */
  protected EmailCodeStage() {}

  /** With what it needs. */
  @Inject
  public EmailCodeStage(
      MatrixConfig config,
      LoginTransactions transactions,
      RateLimits limits,
      LoginMails mails,
      SecureRandom random) {
    super(config, transactions, limits);
    this.mails = mails;
    this.random = random;
  }

  @Override
  public String type() {
    return "m.login.email.code";
  }

  @Override
  StageResult invite(Recipient recipient) {
    String code = String.format(Locale.ROOT, "%0" + DIGITS + "d", random.nextInt(BOUND));
    String salt = Tokens.random(random);
    JsonObject remember =
        Json.createObjectBuilder(recipient.toJson())
            .add(SALT, salt)
            // The code for a taken address is never sent, and matches nothing.
            .add(CODE_HASH, recipient.taken() ? "" : hash(salt, code))
            .add(TRIES, 0)
            .build();
    return new StageResult.Pending(
        JsonValue.EMPTY_JSON_OBJECT,
        remember,
        null,
        () ->
            recipient.taken()
                ? mails.sendTaken(recipient.address())
                : mails.sendCode(recipient.address(), recipient.purpose(), recipient.user(), code));
  }

  @Override
  StageResult goOn(StageRequest request) {
    JsonObject remembered = requireBegun(request);
    // As people copy it: with spaces or a hyphen in it.
    String code = request.requireString("code").replaceAll("[\\s-]", "");
    if (matches(hash(remembered.getString(SALT), code), remembered.getString(CODE_HASH))) {
      return passed(request);
    }
    int tries = remembered.getInt(TRIES) + 1;
    if (tries >= MAX_TRIES) {
      return new StageResult.Refused(
          new MatrixException(
              ErrorCode.M_FORBIDDEN, "The code is wrong, for the last time: start again."),
          Optional.empty());
    }
    return new StageResult.Refused(
        new MatrixException(ErrorCode.M_FORBIDDEN, "The code is wrong."),
        Optional.of(Json.createObjectBuilder(remembered).add(TRIES, tries).build()));
  }

  private static String hash(String salt, String code) {
    return Tokens.hash(salt + ":" + code);
  }

  private static boolean matches(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII));
  }
}
