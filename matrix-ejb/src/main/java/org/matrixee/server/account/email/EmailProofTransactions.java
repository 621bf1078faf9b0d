package org.matrixee.server.account.email;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.store.account.EmailProofStore;
import org.matrixee.store.account.ThreePidStore;

/** The short transactions of addresses that are to be proven. */
@Stateless
public class EmailProofTransactions {
  private EmailProofStore proofs;
  private ThreePidStore threePids;
  private MatrixConfig config;
  private Clock clock;

  /** For the container's proxies. */
  protected EmailProofTransactions() {}

  /** With what it needs. */
  @Inject
  public EmailProofTransactions(
      EmailProofStore proofs, ThreePidStore threePids, MatrixConfig config, Clock clock) {
    this.proofs = proofs;
    this.threePids = threePids;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What came of asking for a mail.
   *
   * @param send whether it is to be sent: false if that was done before
   * @param before the proof as it was, if this is not its first mail; else null
   */
  public record Prepared(String sid, boolean send, @Nullable EmailProof before) {}

  /**
   * Notes that a mail was asked for. Of two requests at once for the same one, one sends it.
   *
   * @param sid for a new proof
   * @param token of the link; null if the mail has none
   */
  public Prepared prepare(ProofRequest request, String sid, @Nullable String token) {
    String secretHash = Tokens.hash(request.secret());
    @Nullable String tokenHash = token == null ? null : Tokens.hash(token);
    Optional<EmailProof> found = proofs.find(request.purpose(), request.address(), secretHash);
    if (found.isPresent() && !isAlive(found.get())) {
      proofs.delete(found.get().sid());
      found = Optional.empty();
    }
    if (found.isPresent()) {
      EmailProof there = found.get();
      boolean another =
          request.attempt() > there.attempt()
              && proofs.remind(
                  there.sid(), there.attempt(), request.attempt(), tokenHash, request.nextLink());
      return new Prepared(there.sid(), another, there);
    }
    EmailProof proof =
        new EmailProof(
            sid,
            request.purpose(),
            request.address(),
            secretHash,
            request.attempt(),
            tokenHash,
            request.nextLink(),
            null,
            clock.millis() + config.login().sessionLifetime().toMillis());
    if (proofs.create(proof)) {
      return new Prepared(sid, true, null);
    }
    return proofs
        .find(request.purpose(), request.address(), secretHash)
        .map(there -> new Prepared(there.sid(), false, there))
        .orElseGet(() -> new Prepared(sid, false, null));
  }

  private boolean isAlive(EmailProof proof) {
    return proof.expiresTs() > clock.millis();
  }

  /** After a mail that could not be sent: the same request will try again. */
  public void undo(Prepared prepared, ProofRequest request) {
    @Nullable EmailProof before = prepared.before();
    if (before == null) {
      proofs.delete(prepared.sid());
    } else {
      proofs.remind(
          before.sid(), request.attempt(), before.attempt(), before.tokenHash(), before.nextLink());
    }
  }

  /** Whose an address is. */
  public Optional<UserId> findOwner(EmailAddress address) {
    return threePids.findOwner(address.threePid());
  }

  /** A proof by what the client calls it, unless it is over. */
  public Optional<EmailProof> find(String sid) {
    return proofs.findBySid(sid).filter(this::isAlive);
  }

  /** A proof by its link's secret, unless it is over. */
  public Optional<EmailProof> findByToken(String token) {
    return Tokens.isPossible(token)
        ? proofs.findByToken(Tokens.hash(token)).filter(this::isAlive)
        : Optional.empty();
  }

  /** Notes that a link was followed; what it was for, or empty if the link is of no use. */
  public Optional<EmailProof> validate(String token) {
    Optional<EmailProof> found = findByToken(token);
    found.ifPresent(proof -> proofs.validate(Tokens.hash(token), clock.millis()));
    return found;
  }

  /**
   * Uses a proof up in the running transaction.
   *
   * @throws MatrixException M_THREEPID_AUTH_FAILED if another request has done so
   */
  public void use(String sid) {
    if (!proofs.delete(sid)) {
      throw new MatrixException(
          ErrorCode.M_THREEPID_AUTH_FAILED, "This proof of an address has been used.");
    }
  }

  /** Forgets up to {@code limit} proofs that are over; says how many. */
  public int forgetExpired(int limit) {
    return proofs.deleteExpired(clock.millis(), limit);
  }
}
