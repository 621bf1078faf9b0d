package org.matrixee.server.account.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.NameTaken;
import org.matrixee.store.memory.InMemoryStores;

/** Whose account somebody gets who is proven elsewhere; above all, whose he does not get. */
class ExternalAccountsTest {
  private static final UserId KIM = new UserId("@kim:localhost");
  private static final ThreePid MAIL = new ThreePid(ThreePid.EMAIL, "kim@example.org");

  private final InMemoryStores stores = new InMemoryStores();
  private final ExternalAccounts service =
      new ExternalAccounts(
          MatrixConfig.read(key -> null),
          stores.accounts(),
          stores.externalIdentities(),
          stores.threePids(),
          new SecureRandom(),
          Clock.fixed(Instant.ofEpochMilli(7), ZoneOffset.UTC));

  private static Newcomer person(String subject, String localpart) {
    return new Newcomer(
        new ExternalIdentity("https://id.example.org", subject),
        "Example",
        Optional.ofNullable(localpart),
        "Kim Example",
        MAIL);
  }

  private UserId enter(Newcomer person, NameTaken taken) {
    return enter(person, taken, null);
  }

  private UserId enter(Newcomer person, NameTaken taken, UserId proven) {
    return stores.inTransaction(() -> service.enter(person, taken, proven));
  }

  private void account(UserId user, boolean admin) {
    stores.run(() -> stores.accounts().create(new Account(user, "hash", null, null, admin, 1)));
  }

  private static void assertRefused(ErrorCode code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            MatrixException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void firstLoginMakesTheAccountAndLaterOnesFindIt() {
    assertThat(enter(person("1", "kim"), NameTaken.REFUSE)).isEqualTo(KIM);
    assertThat(enter(person("1", "renamed"), NameTaken.REFUSE)).isEqualTo(KIM);
    stores.run(
        () -> {
          assertThat(stores.accounts().find(KIM))
              .contains(new Account(KIM, null, "Kim Example", null, false, 7));
          assertThat(stores.threePids().findOwner(MAIL)).contains(KIM);
        });
  }

  @Test
  void takenNameIsRefused() {
    account(KIM, false);
    assertRefused(ErrorCode.M_USER_IN_USE, () -> enter(person("1", "kim"), NameTaken.REFUSE));
    assertThat(stores.inTransaction(() -> stores.accounts().find(KIM)).orElseThrow().passwordHash())
        .isEqualTo("hash");
  }

  @Test
  void takenNameGetsTheFirstFreeNumber() {
    account(KIM, false);
    account(new UserId("@kim2:localhost"), false);
    assertThat(enter(person("1", "kim"), NameTaken.NUMBER).value()).isEqualTo("@kim3:localhost");
    assertThat(enter(person("1", "kim"), NameTaken.NUMBER).value()).isEqualTo("@kim3:localhost");
  }

  @Test
  void accountIsLinkedOnceIfTheSettingsSaySo() {
    account(KIM, false);
    assertThat(enter(person("1", "kim"), NameTaken.LINK)).isEqualTo(KIM);
    assertThat(enter(person("1", "kim"), NameTaken.REFUSE)).isEqualTo(KIM);
    // Another person of the same provider, whose name comes out the same.
    assertRefused(ErrorCode.M_USER_IN_USE, () -> enter(person("2", "kim"), NameTaken.LINK));
  }

  @Test
  void administratorsAreNeverLinkedByName() {
    account(KIM, true);
    assertRefused(ErrorCode.M_USER_IN_USE, () -> enter(person("1", "kim"), NameTaken.LINK));
  }

  @Test
  void serverChoosesANameIfNoneIsLeft() {
    assertThat(enter(person("1", null), NameTaken.REFUSE).localpart()).startsWith("-");
  }

  @Test
  void secondFactorMustBeOfTheSamePerson() {
    account(KIM, false);
    UserId eve = enter(person("2", "eve"), NameTaken.REFUSE);
    assertRefused(ErrorCode.M_FORBIDDEN, () -> enter(person("2", "eve"), NameTaken.LINK, KIM));
    assertRefused(ErrorCode.M_FORBIDDEN, () -> enter(person("3", "mallory"), NameTaken.LINK, KIM));
    assertRefused(ErrorCode.M_FORBIDDEN, () -> enter(person("1", "kim"), NameTaken.REFUSE, KIM));
    assertThat(enter(person("2", "eve"), NameTaken.REFUSE, eve)).isEqualTo(eve);
    assertThat(enter(person("1", "kim"), NameTaken.LINK, KIM)).isEqualTo(KIM);
    assertThat(stores.inTransaction(() -> stores.accounts().find(new UserId("@mallory:localhost"))))
        .isEmpty();
  }

  @Test
  void addressOfAnotherAccountStaysThere() {
    UserId other = new UserId("@other:localhost");
    stores.run(() -> stores.threePids().add(MAIL, other, 1));
    enter(person("1", "kim"), NameTaken.REFUSE);
    assertThat(stores.inTransaction(() -> stores.threePids().findOwner(MAIL))).contains(other);
  }

  @Test
  void twoFirstLoginsAtOnceMakeOneAccount() {
    List<CompletableFuture<UserId>> logins = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      logins.add(
          CompletableFuture.supplyAsync(
              () -> enter(person("1", "kim"), NameTaken.NUMBER), task -> new Thread(task).start()));
    }
    assertThat(logins).allSatisfy(login -> assertThat(login.join()).isEqualTo(KIM));
  }
}
