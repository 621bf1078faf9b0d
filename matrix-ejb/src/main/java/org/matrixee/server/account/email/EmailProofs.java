package org.matrixee.server.account.email;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.login.LoginMails;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * Lets people prove that they own an e-mail address: a mail has a link, its page has a button, and
 * whoever presses that has seen the mail.
 *
 * <p>v1.19: Client-Server API, "Adding Account Administrative Contact Information"; the words of
 * the Identity Service API, "Email associations".
 */
@ApplicationScoped
public class EmailProofs {
  /** The path that links lead to; the secret follows. */
  public static final String PATH = "/_matrix/client/unstable/org.matrixee.email/";

  private EmailProofTransactions transactions;
  private LoginMails mails;
  private RateLimits limits;
  private MatrixConfig config;
  private SecureRandom random;
  private Threads threads;

  /** For the container's proxies. */
  protected EmailProofs() {}

  /** With what it needs. */
  @Inject
  public EmailProofs(
      EmailProofTransactions transactions,
      LoginMails mails,
      RateLimits limits,
      MatrixConfig config,
      SecureRandom random,
      Threads threads) {
    this.transactions = transactions;
    this.mails = mails;
    this.limits = limits;
    this.config = config;
    this.random = random;
    this.threads = threads;
  }

  /**
   * Sends a mail, unless the client has asked for this one before.
   *
   * <p>The owner of an address that cannot be used is told so, and nobody else: who asks gets the
   * same answer, so that addresses cannot be tried out.
   *
   * @param from where the request comes from
   * @return what the client calls the proof
   * @throws MatrixException also through the result: M_LIMIT_EXCEEDED; M_UNKNOWN with 503 if the
   *     mail server is away
   */
  public CompletionStage<String> request(ProofRequest request, String from) {
    limits.check(Action.MAIL_REQUEST, from);
    String token = Tokens.random(random);
    EmailProofTransactions.Prepared prepared =
        transactions.prepare(request, Tokens.random(random), request.inVain() ? null : token);
    if (!prepared.send()) {
      return CompletableFuture.completedStage(prepared.sid());
    }
    return send(request, token)
        .handleAsync(
            (sent, failure) -> {
              if (failure != null) {
                transactions.undo(prepared, request);
                throw failure instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(failure);
              }
              return prepared.sid();
            },
            threads.executor());
  }

  private CompletionStage<Void> send(ProofRequest request, String token) {
    try {
      limits.check(Action.MAIL, request.address().value());
      return request.inVain()
          ? mails.sendUseless(request.address(), request.purpose())
          : mails.sendProof(
              request.address(), request.purpose(), config.publicUrl() + PATH + token);
    } catch (MatrixException refusal) {
      return CompletableFuture.failedStage(refusal);
    }
  }

  /** What a link is for; empty if it is of no use, or not any more. */
  public Optional<EmailProof> look(String token) {
    return transactions.findByToken(token);
  }

  /**
   * Somebody has opened the link, and pressed the button there.
   *
   * @param from where the request comes from
   * @return what it was for; empty if the link is of no use, or not any more
   * @throws MatrixException M_LIMIT_EXCEEDED
   */
  public Optional<EmailProof> confirm(String token, String from) {
    limits.check(Action.LOGIN_STEP, from);
    return transactions.validate(token);
  }

  /**
   * A proof that was given.
   *
   * @param sid what the client calls it
   * @param secret of the client
   * @throws MatrixException M_THREEPID_AUTH_FAILED if there is none, or none for that purpose, or
   *     nobody has followed the link yet
   */
  public EmailProof require(EmailProofPurpose purpose, String sid, String secret) {
    @Nullable EmailProof proof =
        Tokens.isPossible(sid) ? transactions.find(sid).orElse(null) : null;
    if (proof == null
        || proof.purpose() != purpose
        || proof.validatedTs() == null
        || !isSame(proof.secretHash(), Tokens.hash(secret))) {
      throw new MatrixException(
          ErrorCode.M_THREEPID_AUTH_FAILED,
          "Nobody has confirmed this address by the link in the mail.");
    }
    return proof;
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
