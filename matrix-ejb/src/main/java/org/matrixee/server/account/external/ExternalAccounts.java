package org.matrixee.server.account.external;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.LocalUsers;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.NameTaken;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.ExternalIdentityStore;
import org.matrixee.store.account.ThreePidStore;

/**
 * Finds or makes the account of somebody who is proven elsewhere; one transaction.
 *
 * <p>An account is never given to somebody else on the ground of a name alone, unless the settings
 * say so. Of two first logins at once, one makes the account and the other one finds it.
 */
@Stateless
public class ExternalAccounts {
  private static final int MOST_NUMBERS = 100;

  private MatrixConfig config;
  private AccountStore accounts;
  private ExternalIdentityStore identities;
  private ThreePidStore threePids;
  private SecureRandom random;
  private Clock clock;

  /** For the container's proxies. */
  protected ExternalAccounts() {}

  /** With what it needs. */
  @Inject
  public ExternalAccounts(
      MatrixConfig config,
      AccountStore accounts,
      ExternalIdentityStore identities,
      ThreePidStore threePids,
      SecureRandom random,
      Clock clock) {
    this.config = config;
    this.accounts = accounts;
    this.identities = identities;
    this.threePids = threePids;
    this.random = random;
    this.clock = clock;
  }

  /**
   * The account of somebody, made if it is the first time.
   *
   * @param proven the account that an earlier stage of the same login has proven; null if none has
   * @throws MatrixException M_USER_IN_USE if his name is taken and must not be given to him;
   *     M_FORBIDDEN if he is not the one of an earlier stage
   */
  public UserId enter(Newcomer person, NameTaken taken, @Nullable UserId proven) {
    Optional<UserId> owner = identities.findOwner(person.identity());
    if (proven == null) {
      return owner.orElseGet(() -> firstLogin(person, taken));
    }
    boolean first = owner.isEmpty() && taken == NameTaken.LINK;
    if (first && wanted(person).filter(proven::equals).isPresent()) {
      return existing(person, account(proven));
    }
    if (owner.filter(proven::equals).isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN,
          "Your login at " + person.service() + " does not belong to this account.");
    }
    return proven;
  }

  /** Who an account's owner is elsewhere. */
  public Set<ExternalIdentity> identities(UserId user) {
    return identities.findAll(user);
  }

  private UserId firstLogin(Newcomer person, NameTaken taken) {
    Optional<UserId> wanted = wanted(person);
    if (wanted.isEmpty()) {
      return make(person, LocalUsers.random(config.serverName(), random));
    }
    Optional<Account> there = accounts.find(wanted.get());
    if (there.isEmpty()) {
      return make(person, wanted.get());
    }
    // Perhaps by another first login of the same person, a moment ago.
    Optional<UserId> meanwhile = identities.findOwner(person.identity());
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    return switch (taken) {
      case REFUSE -> throw taken(person, wanted.get());
      case NUMBER -> make(person, firstFree(person));
      case LINK -> existing(person, there.get());
    };
  }

  private Optional<UserId> wanted(Newcomer person) {
    return person.localpart().map(name -> LocalUsers.ofLocalpart(name, config.serverName()));
  }

  private Account account(UserId user) {
    return accounts
        .find(user)
        .orElseThrow(
            () -> new MatrixException(ErrorCode.M_FORBIDDEN, "This account does not exist."));
  }

  private UserId firstFree(Newcomer person) {
    String name = person.localpart().orElseThrow();
    for (int number = 2; number <= MOST_NUMBERS; number++) {
      UserId candidate = LocalUsers.ofLocalpart(name + number, config.serverName());
      if (accounts.find(candidate).isEmpty()) {
        return candidate;
      }
    }
    throw taken(person, wanted(person).orElseThrow());
  }

  /**
   * The link first: a second first login of the same person waits there, and then finds the
   * account.
   */
  private UserId make(Newcomer person, UserId user) {
    long now = clock.millis();
    if (!identities.link(person.identity(), user, now)) {
      return identities.findOwner(person.identity()).orElseThrow(() -> taken(person, user));
    }
    Account account = new Account(user, null, person.displayName(), null, false, now);
    if (!accounts.create(account)) {
      throw taken(person, user);
    }
    ThreePid email = person.email();
    if (email != null) {
      // If it is another account's, it stays there.
      threePids.add(email, user, now);
    }
    return user;
  }

  /** Links an account that was made otherwise. Administrators' accounts are worth too much. */
  private UserId existing(Newcomer person, Account account) {
    if (account.admin() || !identities.link(person.identity(), account.user(), clock.millis())) {
      return identities
          .findOwner(person.identity())
          .filter(account.user()::equals)
          .orElseThrow(() -> taken(person, account.user()));
    }
    return account.user();
  }

  private static MatrixException taken(Newcomer person, UserId user) {
    return new MatrixException(
        ErrorCode.M_USER_IN_USE,
        "Your login at "
            + person.service()
            + " would have the account "
            + user.value()
            + " here, but that belongs to somebody else. Ask the administrators of this server.");
  }
}
