package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.AccountTransactions;
import org.matrixee.server.account.external.ExternalAccounts;
import org.matrixee.server.account.login.Passwords;
import org.matrixee.server.account.uia.rules.AuthFlows;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.OidcProvider;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * Operations on one's own account, which somebody who only found a device must not do. The owner
 * proves himself by his password or, if he came by a provider, once more there.
 */
@ApplicationScoped
public class OwnOperations {
  private AccountTransactions accounts;
  private ExternalAccounts external;
  private Passwords passwords;
  private RateLimits limits;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected OwnOperations() {}

  /** With what it needs. */
  @Inject
  public OwnOperations(
      AccountTransactions accounts,
      ExternalAccounts external,
      Passwords passwords,
      RateLimits limits,
      MatrixConfig config) {
    this.accounts = accounts;
    this.external = external;
    this.passwords = passwords;
    this.limits = limits;
    this.config = config;
  }

  /**
   * An operation of the caller.
   *
   * @param address where the request comes from
   * @throws MatrixException M_FORBIDDEN if the account has nothing to prove itself by;
   *     M_LIMIT_EXCEEDED
   */
  public Operation of(Requester requester, String name, String address) {
    limits.check(Action.LOGIN_STEP, address);
    List<List<String>> flows = flows(requester.user());
    if (flows.isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN,
          "This account has neither a password here nor a login elsewhere, and this needs the"
              + " proof of one.");
    }
    return new Operation(name, requester.user(), new AuthFlows(flows), address);
  }

  private List<List<String>> flows(UserId user) {
    List<List<String>> flows = new ArrayList<>();
    if (hasPassword(user)) {
      flows.add(List.of(PasswordProof.TYPE));
    }
    if (!providers(user).isEmpty()) {
      flows.add(List.of(SignOnProof.TYPE));
    }
    return flows;
  }

  private boolean hasPassword(UserId user) {
    return !passwords.areKeptHere() || accounts.find(user).map(Account::passwordHash).isPresent();
  }

  /** The providers at which an account's owner can prove himself. */
  public List<OidcProvider> providers(UserId user) {
    List<OidcProvider> all = config.oidc().providers();
    if (all.isEmpty()) {
      return all;
    }
    Set<String> issuers =
        external.identities(user).stream()
            .map(ExternalIdentity::issuer)
            .collect(Collectors.toUnmodifiableSet());
    return all.stream().filter(provider -> issuers.contains(provider.issuer())).toList();
  }

  /** Whether somebody can prove to be an account's owner. */
  public boolean canProve(UserId user) {
    return !flows(user).isEmpty();
  }

  /** Whether people choose their passwords here. */
  public boolean passwordsAreKeptHere() {
    return passwords.areKeptHere();
  }

  /** Whether an account's password is kept here, so that it can be changed. */
  public boolean canChangePassword(UserId user) {
    return passwords.areKeptHere() && hasPassword(user);
  }
}
