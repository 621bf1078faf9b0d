package org.matrixee.server.account.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.LoginMails;
import org.matrixee.server.account.uia.AuthStage;
import org.matrixee.server.account.uia.Permission;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.limits.RateLimits;
import org.matrixee.server.mail.Mail;
import org.matrixee.store.memory.InMemoryStores;

class EmailProofsTest {
  private static final EmailAddress MAIL = new EmailAddress("kim@example.org");
  private static final Pattern LINK = Pattern.compile("org\\.matrixee\\.email/(\\S+)");

  private final InMemoryStores stores = new InMemoryStores();
  private final List<Mail> sent = new ArrayList<>();
  private final MatrixConfig config = MatrixConfig.read(Map.of("MATRIX_SMTP_HOST", "m")::get);
  private final RateLimits limits =
      new RateLimits(MatrixConfig.read(Map.of("MATRIX_RATE_LIMITS", "off")::get));
  private Instant now = Instant.parse("2026-07-08T00:00:00Z");
  private boolean mailServerIsAway;

  /** Each method is a transaction, as in the container. */
  private final class Transactions extends EmailProofTransactions {
    Transactions() {
      super(stores.emailProofs(), stores.threePids(), config, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Override
    public Prepared prepare(ProofRequest request, String sid, String token) {
      return stores.inTransaction(() -> super.prepare(request, sid, token));
    }

    @Override
    public void undo(Prepared prepared, ProofRequest request) {
      stores.run(() -> super.undo(prepared, request));
    }

    @Override
    public Optional<EmailProof> find(String sid) {
      return stores.inTransaction(() -> super.find(sid));
    }

    @Override
    public Optional<EmailProof> findByToken(String token) {
      return stores.inTransaction(() -> super.findByToken(token));
    }

    @Override
    public Optional<EmailProof> validate(String token) {
      return stores.inTransaction(() -> super.validate(token));
    }

    @Override
    public void use(String sid) {
      stores.run(() -> super.use(sid));
    }
  }

  private EmailProofs proofs() {
    Threads here =
        new Threads() {
          @Override
          public Executor executor() {
            return Runnable::run;
          }
        };
    LoginMails mails =
        new LoginMails(
            config,
            mail -> {
              if (mailServerIsAway) {
                return CompletableFuture.failedStage(
                    new MatrixException(ErrorCode.M_UNKNOWN, "Away."));
              }
              sent.add(mail);
              return CompletableFuture.completedStage(null);
            });
    return new EmailProofs(new Transactions(), mails, limits, config, new SecureRandom(), here);
  }

  private String request(EmailProofPurpose purpose, String secret, long attempt, boolean inVain) {
    return proofs()
        .request(new ProofRequest(purpose, MAIL, secret, attempt, null, inVain), "::1")
        .toCompletableFuture()
        .join();
  }

  private String request(String secret, long attempt) {
    return request(EmailProofPurpose.REGISTER, secret, attempt, false);
  }

  private String token(int mail) {
    Matcher matcher = LINK.matcher(sent.get(mail).text());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private void refused(EmailProofPurpose purpose, String sid, String secret) {
    assertThatThrownBy(() -> proofs().require(purpose, sid, secret))
        .isInstanceOfSatisfying(
            MatrixException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_THREEPID_AUTH_FAILED));
  }

  @Test
  void whoPressesTheButtonInTheMailProvesTheAddress() {
    String sid = request("secret", 1);
    refused(EmailProofPurpose.REGISTER, sid, "secret");
    assertThat(proofs().look(token(0))).isPresent();
    refused(EmailProofPurpose.REGISTER, sid, "secret");
    assertThat(proofs().confirm(token(0), "::1")).isPresent();
    assertThat(proofs().require(EmailProofPurpose.REGISTER, sid, "secret").address())
        .isEqualTo(MAIL);
    // Neither for something else, nor for somebody else.
    refused(EmailProofPurpose.PASSWORD, sid, "secret");
    refused(EmailProofPurpose.REGISTER, sid, "Secret");
    refused(EmailProofPurpose.REGISTER, "x", "secret");
    new Transactions().use(sid);
    refused(EmailProofPurpose.REGISTER, sid, "secret");
    assertThatThrownBy(() -> new Transactions().use(sid)).isInstanceOf(MatrixException.class);
  }

  @Test
  void onlyAHigherAttemptSendsAnotherMailAndItsLinkCounts() {
    String sid = request("secret", 2);
    assertThat(request("secret", 2)).isEqualTo(sid);
    assertThat(request("secret", 1)).isEqualTo(sid);
    assertThat(sent).hasSize(1);
    assertThat(request("secret", 3)).isEqualTo(sid);
    assertThat(sent).hasSize(2);
    assertThat(proofs().look(token(0))).isEmpty();
    assertThat(proofs().look(token(1))).isPresent();
    assertThat(request("another", 1)).isNotEqualTo(sid);
    assertThat(request(EmailProofPurpose.ADD, "secret", 1, false)).isNotEqualTo(sid);
    assertThat(sent).hasSize(4);
  }

  @Test
  void proofIsOverWhenItsTimeIs() {
    String sid = request("secret", 1);
    proofs().confirm(token(0), "::1");
    now = now.plus(Duration.ofMinutes(30));
    refused(EmailProofPurpose.REGISTER, sid, "secret");
    assertThat(proofs().look(token(0))).isEmpty();
    assertThat(request("secret", 1)).isNotEqualTo(sid);
    assertThat(sent).hasSize(2);
  }

  @Test
  void addressThatIsOfNoUseLooksLikeAnyOther() {
    String sid = request(EmailProofPurpose.PASSWORD, "secret", 1, true);
    assertThat(sid).hasSameSizeAs(request(EmailProofPurpose.PASSWORD, "other", 1, false));
    assertThat(sent.get(0).text()).doesNotContain("org.matrixee.email").contains("no account");
    refused(EmailProofPurpose.PASSWORD, sid, "secret");
  }

  @Test
  void mailThatCouldNotBeSentIsSentByTheSameRequestLater() {
    mailServerIsAway = true;
    assertThatThrownBy(() -> request("secret", 1)).isInstanceOf(CompletionException.class);
    mailServerIsAway = false;
    String sid = request("secret", 1);
    assertThat(sent).hasSize(1);
    mailServerIsAway = true;
    assertThatThrownBy(() -> request("secret", 2)).isInstanceOf(CompletionException.class);
    // The mail that is there still counts.
    assertThat(proofs().look(token(0))).isPresent();
    mailServerIsAway = false;
    assertThat(request("secret", 2)).isEqualTo(sid);
    assertThat(sent).hasSize(2);
  }

  @Test
  void stageTellsTheOperationWhichAddressIsProven() {
    String sid = request("secret", 1);
    EmailProofStage stage = new EmailProofStage(proofs());
    JsonObject credentials =
        Json.createObjectBuilder().add("sid", sid).add("client_secret", "secret").build();
    JsonObject auth = Json.createObjectBuilder().add("threepid_creds", credentials).build();
    AuthStage.Attempt attempt = new AuthStage.Attempt(auth, "POST /register", null);
    assertThatThrownBy(() -> stage.perform(attempt)).isInstanceOf(MatrixException.class);
    proofs().confirm(token(0), "::1");
    JsonObject found = stage.perform(attempt).toCompletableFuture().join();
    assertThat(EmailProofStage.proven(new Permission(null, Map.of(EmailProofStage.TYPE, found))))
        .contains(new EmailProofStage.Proven(sid, MAIL));
    assertThat(EmailProofStage.proven(new Permission(null, Map.of()))).isEmpty();
    for (String operation : List.of("POST /account/password", "POST /account/deactivate")) {
      assertThatThrownBy(() -> stage.perform(new AuthStage.Attempt(auth, operation, null)))
          .isInstanceOf(MatrixException.class);
    }
    AuthStage.Attempt empty =
        new AuthStage.Attempt(JsonObject.EMPTY_JSON_OBJECT, "POST /register", null);
    assertThatThrownBy(() -> stage.perform(empty)).isInstanceOf(MatrixException.class);
  }
}
