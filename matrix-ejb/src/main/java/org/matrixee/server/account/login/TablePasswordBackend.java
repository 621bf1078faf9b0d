package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.AccountTransactions;
import org.matrixee.server.account.PasswordHasher;

/** Passwords in our own table of accounts, as argon2id hashes. */
@ApplicationScoped
public class TablePasswordBackend implements PasswordBackend {
  /** Its name in the setting. */
  public static final String NAME = "accounts";

  private AccountTransactions accounts;
  private PasswordHasher hasher;

  /** For the container's proxies. */
  protected TablePasswordBackend() {}

  /** With what it needs. */
  @Inject
  public TablePasswordBackend(AccountTransactions accounts, PasswordHasher hasher) {
    this.accounts = accounts;
    this.hasher = hasher;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean keepsPasswords() {
    return true;
  }

  @Override
  public CompletionStage<Optional<UserId>> check(Optional<UserId> user, String password) {
    @Nullable String hash = user.flatMap(accounts::find).map(Account::passwordHash).orElse(null);
    return hasher.matches(password, hash).thenApply(right -> right ? user : Optional.empty());
  }
}
