package org.matrixee.server.keys;

import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.login.TestLogins;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.Streams;
import org.matrixee.server.keys.rules.KeyAnswers;
import org.matrixee.server.keys.rules.KeyQuestions;
import org.matrixee.server.keys.rules.KeysToGive;
import org.matrixee.server.keys.rules.TestKey;
import org.matrixee.server.news.TestNewsDesk;
import org.matrixee.store.KeyStores;
import org.matrixee.store.memory.InMemoryStores;

/** Alice with two devices and Bob with one, on stores in memory. */
final class KeyFixture {
  static final DeviceId LAPTOP = new DeviceId("LAPTOP");
  static final Requester ALICES_PHONE = new Requester(ALICE, 1, false, PHONE);

  final InMemoryStores stores = new InMemoryStores();
  final TestNewsDesk desk = new TestNewsDesk();
  long now = 1_000_000_000_000L;
  final DeviceLists lists = lists();

  KeyFixture() {
    stores.run(
        () -> {
          for (UserId user : List.of(ALICE, BOB)) {
            stores.accounts().create(new Account(user, null, null, null, false, 1));
            stores.devices().enter(user, PHONE, null, 1);
          }
          stores.devices().enter(ALICE, LAPTOP, "Alice's laptop", 1);
        });
  }

  private DeviceLists lists() {
    KeyStores keys = stores.keys();
    return new DeviceLists(
        keys.deviceLists(), keys.deviceKeys(), keys.oneTimeKeys(), keys.crossSigning(), desk);
  }

  private Clock clock() {
    return Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
  }

  KeyTransactions transactions() {
    KeyStores keys = stores.keys();
    return new KeyTransactions(
        stores.devices(),
        keys.deviceKeys(),
        keys.oneTimeKeys(),
        keys.crossSigning(),
        keys.deviceLists(),
        stores.memberships(),
        lists,
        clock());
  }

  KeyQueries queries() {
    return new KeyQueries(
        stores.accounts(), stores.keys().deviceKeys(), stores.keys().crossSigning());
  }

  KeyService service() {
    KeyTransactions transactions = transactions();
    return new KeyService(
        transactions,
        queries(),
        new KeyCounts(transactions),
        new Streams(),
        MatrixConfig.read(Map.<String, String>of()::get));
  }

  CrossSigningTransactions crossSigning() {
    LoginTransactions permissions = TestLogins.transactions(stores, clock());
    return new CrossSigningTransactions(
        stores.keys().crossSigning(),
        stores.devices(),
        stores.keys().deviceKeys(),
        lists,
        permissions,
        desk);
  }

  <T> T in(Supplier<T> work) {
    return stores.inTransaction(work);
  }

  /** Uploads identity keys of a device. */
  void identity(UserId user, DeviceId device, TestKey key) {
    KeyUpload upload = new KeyUpload(key.device(user, device), List.of(), List.of());
    in(() -> transactions().upload(user, device, upload));
  }

  /** One-time keys of a device by number. */
  static List<OneTimeKey> oneTime(UserId user, DeviceId device, TestKey key, int... numbers) {
    JsonObjectBuilder keys = Json.createObjectBuilder();
    for (int number : numbers) {
      keys.add("signed_curve25519:" + number, key.oneTime(user, device, number));
    }
    return KeysToGive.read(keys.build());
  }

  /** What somebody sees of a user. */
  JsonObject seen(UserId viewer, UserId user) {
    KeyQuestions.Query query = new KeyQuestions.Query(Map.of(user, Set.of()));
    return KeyAnswers.query(
        viewer, in(() -> queries().query(viewer, query, List.of(user))), List.of());
  }
}
