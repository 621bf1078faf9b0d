package org.matrixee.server.account.external;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.login.PasswordBackend;
import org.matrixee.server.account.login.TablePasswordBackend;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/**
 * Passwords that a security domain of the container checks, such as one over an LDAP directory.
 *
 * <p>The account is made when its owner first comes; its name is the domain's.
 */
@ApplicationScoped
public class DomainPasswordBackend implements PasswordBackend {
  private static final Logger LOG = Logger.getLogger(DomainPasswordBackend.class);

  /** The attribute that a new account's display name is taken from, if the realm maps one to it. */
  private static final String DISPLAY_NAME = "displayName";

  private static final int UNAVAILABLE = 503;

  private MatrixConfig config;
  private Threads threads;
  private ExternalAccounts accounts;
  private @Nullable SecurityDomain domain;

  /** For the container's proxies. */
  protected DomainPasswordBackend() {}

  /**
   * With the domain that the settings name.
   *
   * @throws IllegalArgumentException with a sentence that names the setting
   */
  @Inject
  public DomainPasswordBackend(MatrixConfig config, Threads threads, ExternalAccounts accounts) {
    this.config = config;
    this.threads = threads;
    this.accounts = accounts;
    String wanted = config.login().passwordBackend();
    if (!wanted.equals(TablePasswordBackend.NAME)) {
      domain =
          SecurityDomains.find(wanted)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The setting MATRIX_PASSWORD_BACKEND is wrong: the container has no"
                              + " security domain \""
                              + wanted
                              + "\"."));
    }
  }

  /** The domain's name; empty, which no setting is, if there is none. */
  @Override
  public String name() {
    return domain == null ? "" : config.login().passwordBackend();
  }

  @Override
  public boolean keepsPasswords() {
    return false;
  }

  /**
   * {@inheritDoc}
   *
   * @throws MatrixException through the stage: M_UNKNOWN with 503 if the domain cannot say;
   *     M_USER_IN_USE if the name is taken by an account that is not of this domain
   */
  @Override
  public CompletionStage<Optional<UserId>> check(Optional<UserId> user, String password) {
    // Directories take a name without a password for an anonymous login, and say yes.
    if (user.isEmpty() || password.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return CompletableFuture.supplyAsync(() -> ask(user.get(), password), threads.passwords())
        .thenApplyAsync(
            person ->
                person.map(known -> accounts.enter(known, config.passwordDomain().taken(), null)),
            threads.executor());
  }

  private Optional<Newcomer> ask(UserId user, String password) {
    SecurityDomain asked = domain;
    if (asked == null) {
      throw new IllegalStateException("no security domain is configured");
    }
    PasswordGuessEvidence guess = new PasswordGuessEvidence(password.toCharArray());
    try {
      SecurityIdentity known = asked.authenticate(user.localpart(), guess);
      return Optional.of(newcomer(user, known));
    } catch (SecurityException e) {
      return Optional.empty();
    } catch (RealmUnavailableException | RuntimeException e) {
      // Elytron's LDAP realm throws either, by how far it came before the connection broke.
      throw unavailable(e);
    } finally {
      guess.destroy();
    }
  }

  private MatrixException unavailable(Exception failure) {
    LOG.warnf("The security domain %s cannot check passwords: %s", name(), failure.getMessage());
    return new MatrixException(
        ErrorCode.M_UNKNOWN,
        UNAVAILABLE,
        "The directory that knows the passwords does not answer. Try again later.",
        Map.of());
  }

  private Newcomer newcomer(UserId user, SecurityIdentity known) {
    String displayName = known.getAttributes().getFirst(DISPLAY_NAME);
    return new Newcomer(
        new ExternalIdentity("elytron:" + name(), user.localpart()),
        "the directory",
        Optional.of(user.localpart()),
        displayName == null || displayName.isBlank() ? null : displayName,
        null);
  }
}
