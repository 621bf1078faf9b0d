package org.matrixee.server.account.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AddedThreePid;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.email.EmailProofStage;
import org.matrixee.server.account.email.EmailProofTransactions;
import org.matrixee.server.account.email.EmailProofs;
import org.matrixee.server.account.email.ProofRequest;
import org.matrixee.server.account.uia.Guarded;
import org.matrixee.server.account.uia.InteractiveAuth;
import org.matrixee.server.account.uia.OwnOperations;
import org.matrixee.server.config.MatrixConfig;

/**
 * The addresses of accounts outside Matrix: which they have, and how they get them.
 *
 * <p>v1.19: Client-Server API, "Adding Account Administrative Contact Information". Telephone
 * numbers are not taken: this server has nothing to send messages to them by.
 */
@ApplicationScoped
public class AddressService {
  private EmailProofs proofs;
  private EmailProofTransactions known;
  private RegistrationFlows flows;
  private InteractiveAuth auth;
  private OwnOperations operations;
  private AccountChanges changes;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected AddressService() {}

  /** With what it needs. */
  @Inject
  public AddressService(
      EmailProofs proofs,
      EmailProofTransactions known,
      RegistrationFlows flows,
      InteractiveAuth auth,
      OwnOperations operations,
      AccountChanges changes,
      MatrixConfig config) {
    this.proofs = proofs;
    this.known = known;
    this.flows = flows;
    this.auth = auth;
    this.operations = operations;
    this.changes = changes;
    this.config = config;
  }

  /**
   * A mail that a client asks for, before it is known whether its address is of use.
   *
   * @param nextLink null if there is none
   */
  public record Wish(String email, String secret, long attempt, @Nullable String nextLink) {
    /** Leaves address and secret out. */
    @Override
    public String toString() {
      return "Wish";
    }
  }

  /**
   * Sends a mail that proves an address.
   *
   * @param requester null if nobody is logged in
   * @param from where the request comes from
   * @return what the client calls the proof
   * @throws MatrixException also through the result: M_THREEPID_DENIED if addresses are not taken
   *     for this; M_INVALID_PARAM if it is no address; M_FORBIDDEN if people cannot register;
   *     M_THREEPID_IN_USE if it is the caller's own already; and as {@link EmailProofs#request}
   */
  public CompletionStage<String> request(
      EmailProofPurpose purpose, Wish wish, @Nullable Requester requester, String from) {
    requireTaken(purpose);
    EmailAddress address =
        EmailAddress.parse(wish.email())
            .orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_INVALID_PARAM, "This is not an e-mail address."));
    Optional<UserId> owner = known.findOwner(address);
    if (purpose == EmailProofPurpose.ADD
        && requester != null
        && owner.equals(Optional.of(requester.user()))) {
      throw new MatrixException(
          ErrorCode.M_THREEPID_IN_USE, "This address belongs to your account already.");
    }
    boolean inVain =
        purpose == EmailProofPurpose.PASSWORD
            ? owner.filter(operations::canChangePassword).isEmpty()
            : owner.isPresent();
    return proofs.request(
        new ProofRequest(purpose, address, wish.secret(), wish.attempt(), wish.nextLink(), inVain),
        from);
  }

  private void requireTaken(EmailProofPurpose purpose) {
    boolean taken =
        config.login().mail().on()
            && switch (purpose) {
              case REGISTER -> flows.require().offers(EmailProofStage.TYPE);
              case PASSWORD -> operations.passwordsAreKeptHere();
              case ADD -> true;
            };
    if (!taken) {
      throw denied("This server does not take e-mail addresses for this.");
    }
  }

  /** The refusal of an address of a kind that this server does not take. */
  public static MatrixException denied(String sentence) {
    return new MatrixException(ErrorCode.M_THREEPID_DENIED, sentence);
  }

  /** The addresses of the caller, the oldest first. */
  public List<AddedThreePid> list(Requester requester) {
    return changes.addresses(requester.user());
  }

  /**
   * Gives the caller's account an address that is proven.
   *
   * @param sid what the client calls the proof
   * @param secret of the client
   * @param proof the request's {@code auth}; null if it has none
   * @param from where the request comes from
   * @throws MatrixException also through the result: M_THREEPID_AUTH_FAILED if it is not proven;
   *     M_THREEPID_IN_USE if it belongs to another account by now; and as {@link OwnOperations#of}
   *     and {@link InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<Boolean>> add(
      Requester requester, String sid, String secret, @Nullable JsonObject proof, String from) {
    EmailProof address = proofs.require(EmailProofPurpose.ADD, sid, secret);
    // Permission for one address must not do for another.
    String operation = "POST /account/3pid/add " + address.sid();
    return auth.guard(
        operations.of(requester, operation, from),
        proof,
        permission -> {
          changes.addAddress(requester.user(), address, permission);
          return CompletableFuture.completedStage(true);
        });
  }

  /**
   * Takes an address away from the caller's account; nothing happens if it is not the account's.
   *
   * @throws MatrixException M_INVALID_PARAM if there are no addresses of this kind
   */
  public void delete(Requester requester, String medium, String address) {
    if (!medium.equals(ThreePid.EMAIL) && !medium.equals("msisdn")) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The medium of an address is 'email' or 'msisdn'.");
    }
    Optional<ThreePid> threePid =
        medium.equals(ThreePid.EMAIL)
            ? EmailAddress.parse(address).map(EmailAddress::threePid)
            : Optional.of(new ThreePid(medium, address));
    threePid.ifPresent(there -> changes.deleteAddress(requester.user(), there));
  }
}
