package org.matrixee.server.account.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.IssuedToken;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.account.Tokens;
import org.matrixee.store.memory.InMemoryStores;

class SessionWriterTest {
  private static final UserId KIM = new UserId("@kim:localhost");
  private static final DeviceId PHONE = new DeviceId("PHONE");
  private static final Instant NOW = Instant.parse("2026-07-08T00:00:00Z");

  private final InMemoryStores stores = new InMemoryStores();
  private final SecureRandom random = new SecureRandom();
  private final List<String> ended = new ArrayList<>();
  private final SessionWriter writer =
      TestSessions.writer(stores, Clock.fixed(NOW, ZoneOffset.UTC), ended);

  private NewSession session(boolean refreshes) {
    return NewSession.of(
        new DeviceWish(Optional.of(PHONE), null, refreshes), Duration.ofMinutes(1), random);
  }

  private NewSession begin(boolean refreshes) {
    NewSession session = session(refreshes);
    stores.run(() -> writer.begin(KIM, session));
    return session;
  }

  private Optional<NewSession> renew(NewSession before) {
    NewSession next = session(true);
    String hash = Tokens.hash(before.refreshToken());
    return stores.inTransaction(() -> writer.renew(hash, next)).map(user -> next);
  }

  private Optional<IssuedToken> find(NewSession session) {
    String hash = Tokens.hash(session.accessToken());
    return stores.inTransaction(() -> stores.tokens().find(hash));
  }

  @Test
  void onlyTokensThatCanBeRenewedExpire() {
    assertThat(find(begin(false)).orElseThrow().expiresTs()).isNull();
    IssuedToken renewable = find(begin(true)).orElseThrow();
    assertThat(renewable.isExpired(NOW.plusSeconds(59).toEpochMilli())).isFalse();
    assertThat(renewable.isExpired(NOW.plusSeconds(60).toEpochMilli())).isTrue();
  }

  @Test
  void anotherLoginOfADeviceEndsTheOneBefore() {
    NewSession first = begin(true);
    NewSession second = begin(false);
    assertThat(ended).containsExactly(Tokens.hash(first.accessToken()));
    assertThat(find(first)).isEmpty();
    assertThat(find(second).map(IssuedToken::requester).map(Requester::device)).contains(PHONE);
    assertThat(renew(first)).isEmpty();
  }

  @Test
  void deviceIsNotCalledAsACrossSigningKey() {
    String key = "k".repeat(43);
    stores.run(
        () ->
            stores
                .keys()
                .crossSigning()
                .put(new CrossSigningKey(KIM, KeyUsage.MASTER, key, JsonText.of("{}"))));
    DeviceWish wish = new DeviceWish(Optional.of(new DeviceId(key)), null, false);
    NewSession session = NewSession.of(wish, Duration.ofMinutes(1), random);
    assertThatThrownBy(() -> stores.run(() -> writer.begin(KIM, session)))
        .isInstanceOfSatisfying(
            MatrixException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_FORBIDDEN));
    stores.run(() -> writer.begin(new UserId("@eve:localhost"), session));
  }

  @Test
  void deviceKeepsItsNumber() {
    long before = find(begin(true)).orElseThrow().requester().tokenNid();
    NewSession again = begin(true);
    assertThat(find(again).orElseThrow().requester().tokenNid()).isEqualTo(before);
    assertThat(find(renew(again).orElseThrow()).orElseThrow().requester().tokenNid())
        .isEqualTo(before);
  }

  @Test
  void lostAnswerOfARefreshIsForgottenByTheNextOne() {
    NewSession first = begin(true);
    NewSession lost = renew(first).orElseThrow();
    assertThat(find(first)).isPresent();
    NewSession second = renew(first).orElseThrow();
    assertThat(find(lost)).isEmpty();
    assertThat(renew(lost)).isEmpty();
    assertThat(find(second).orElseThrow().generation()).isEqualTo(1);
  }

  @Test
  void useOfTheNewTokensEndsTheOldOnes() {
    NewSession first = begin(true);
    NewSession second = renew(first).orElseThrow();
    IssuedToken used = find(second).orElseThrow();
    stores.run(() -> writer.settle(used.requester().tokenNid(), used.generation()));
    assertThat(find(first)).isEmpty();
    assertThat(renew(first)).isEmpty();
    NewSession third = renew(second).orElseThrow();
    assertThat(renew(third)).isPresent();
    assertThat(find(second)).isEmpty();
    assertThat(renew(second)).isEmpty();
  }

  @Test
  void endOfADeviceEndsItsTokens() {
    NewSession session = begin(true);
    stores.run(() -> writer.end(stores.devices().findAll(KIM)));
    assertThat(find(session)).isEmpty();
    assertThat(renew(session)).isEmpty();
    assertThat(stores.inTransaction(() -> stores.devices().findAll(KIM))).isEmpty();
    assertThat(ended).containsExactly(Tokens.hash(session.accessToken()));
  }
}
