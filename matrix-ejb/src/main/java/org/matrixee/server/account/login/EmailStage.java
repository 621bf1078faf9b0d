package org.matrixee.server.account.login;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * What the stages by our own mail share: whom a mail goes to, and what is established when its
 * receiver has answered.
 *
 * <p>At login a mail goes to verified addresses of the named account only; anything else is refused
 * alike, so that accounts and addresses cannot be listed. At registration a mail goes to any
 * address, and says that the address is taken if it is.
 *
 * <p>2014: client-api-v1, 5.2; S-REG-27, S-REG-28, S-REG-31.
 */
abstract class EmailStage implements LoginStage {
  private static final String EMAIL = "email";
  private static final String USER = "user";

  private boolean on;
  private LoginTransactions transactions;
  private RateLimits limits;

  /** For the container's proxies. */
  @SuppressWarnings("NullAway.Init") // the container uses the subclasses' other constructors
  EmailStage() {}

  EmailStage(MatrixConfig config, LoginTransactions transactions, RateLimits limits) {
    this.on = config.login().mail().on();
    this.transactions = transactions;
    this.limits = limits;
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return on;
  }

  @Override
  public boolean isEnough(LoginPurpose purpose) {
    return purpose == LoginPurpose.LOGIN;
  }

  @Override
  public String condition() {
    return "needs MATRIX_SMTP_HOST";
  }

  @Override
  public CompletionStage<StageResult> perform(StageRequest request) {
    StageResult result =
        request.findString(EMAIL).isPresent() && !request.fromOutside()
            ? begin(request)
            : goOn(request);
    return CompletableFuture.completedStage(result);
  }

  /** The first request, or one for another mail, which makes the former worthless. */
  private StageResult begin(StageRequest request) {
    EmailAddress address =
        EmailAddress.parse(request.requireString(EMAIL))
            .orElseThrow(() -> StageRequest.bad("This is not an e-mail address."));
    if (request.purpose() == LoginPurpose.LOGIN && request.established().user() == null) {
      request.requireString(USER);
    }
    Optional<UserId> owner = transactions.findOwner(address.threePid());
    if (request.purpose() == LoginPurpose.LOGIN
        && (owner.isEmpty() || !owner.equals(request.user()))) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This e-mail address does not belong to this account.");
    }
    limits.check(Action.MAIL_REQUEST, request.address());
    limits.check(Action.MAIL, address.value());
    boolean taken = request.purpose() == LoginPurpose.REGISTER && owner.isPresent();
    return invite(new Recipient(address, request.purpose(), request.user(), taken));
  }

  /**
   * Whom a mail goes to.
   *
   * @param taken whether the address belongs to an account, and shall not get another one
   */
  record Recipient(
      EmailAddress address, LoginPurpose purpose, Optional<UserId> user, boolean taken) {

    /** What the session must remember of it. */
    JsonObject toJson() {
      var json = Json.createObjectBuilder().add(EMAIL, address.value());
      user.ifPresent(id -> json.add(USER, id.value()));
      return json.build();
    }
  }

  /** Prepares a mail and what is remembered of it. */
  abstract StageResult invite(Recipient recipient);

  /** A later request, or one from outside. */
  abstract StageResult goOn(StageRequest request);

  /**
   * What is remembered; there must have been a first request.
   *
   * @throws MatrixException M_BAD_JSON
   */
  static JsonObject requireBegun(StageRequest request) {
    if (!request.remembered().containsKey(EMAIL)) {
      throw StageRequest.bad("The key 'email' must be there, with a string.");
    }
    return request.remembered();
  }

  /** The receiver of the mail has answered. */
  static StageResult passed(StageRequest request) {
    JsonObject remembered = request.remembered();
    Established established =
        request.purpose() == LoginPurpose.LOGIN
            ? Established.user(new UserId(remembered.getString(USER)))
            : Established.NOTHING.with(new EmailAddress(remembered.getString(EMAIL)).threePid());
    return new StageResult.Passed(established);
  }
}
