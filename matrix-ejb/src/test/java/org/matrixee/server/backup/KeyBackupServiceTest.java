package org.matrixee.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Requester;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.account.lifecycle.AccountDeactivated;
import org.matrixee.store.memory.InMemoryStores;

class KeyBackupServiceTest {
  private static final Requester KIM = new Requester(ALICE, 1, false);
  private static final RoomId ROOM = new RoomId("!r:localhost");
  private static final String BODY = "{'algorithm':'a','auth_data':{'k':'%s'}}";

  private final InMemoryStores stores = new InMemoryStores();
  private final KeyBackupService service =
      new KeyBackupService(
          new KeyBackupTransactions(stores.keys().backups()), stores.keys().backups());

  private <T> T in(Supplier<T> work) {
    return stores.inTransaction(work);
  }

  private String create() {
    return in(() -> service.create(KIM, json(BODY.formatted("one"))));
  }

  private static BackedUpKey key(String session, long index) {
    return new BackedUpKey(
        new SessionKey(ROOM, session),
        new KeyQuality(false, index, 0),
        JsonText.of("{\"i\":" + index + "}"));
  }

  private KeyBackup put(String version, BackedUpKey... keys) {
    return in(() -> service.put(KIM, version, List.of(keys)));
  }

  private List<BackedUpKey> read(String version) {
    return in(
        () -> {
          Supplier<List<BackedUpKey>> pages = service.read(KIM, version, null, null);
          List<BackedUpKey> all = new ArrayList<>();
          for (List<BackedUpKey> page = pages.get(); !page.isEmpty(); page = pages.get()) {
            all.addAll(page);
          }
          return all;
        });
  }

  @Test
  void etagChangesWithTheKeysOnly() {
    String version = create();
    assertThat(version).isEqualTo("1");
    assertThat(put(version, key("s", 5))).extracting("etag", "count").containsExactly(1L, 1L);
    assertThat(put(version, key("s", 5), key("s", 6)))
        .extracting("etag", "count")
        .containsExactly(1L, 1L);
    assertThat(put(version, key("s", 4), key("t", 9)))
        .extracting("etag", "count")
        .containsExactly(2L, 2L);
    assertThat(read(version)).containsExactly(key("s", 4), key("t", 9));
    assertThat(in(() -> service.get(KIM, version))).extracting("etag").isEqualTo(2L);
    assertThat(in(() -> service.deleteKeys(KIM, version, ROOM, "gone")))
        .extracting("etag", "count")
        .containsExactly(2L, 2L);
    assertThat(in(() -> service.deleteKeys(KIM, version, ROOM, "s")))
        .extracting("etag", "count")
        .containsExactly(3L, 1L);
    assertThat(put(version)).extracting("etag").isEqualTo(3L);
  }

  @Test
  void keysGoIntoTheNewestBackupOnly() {
    assertThat(refusal(() -> put("1", key("s", 1)))).isEqualTo(ErrorCode.M_NOT_FOUND);
    create();
    create();
    for (String wrong : List.of("1", "3", "x", "02", "99999999999999999999")) {
      assertThatThrownBy(() -> put(wrong, key("s", 1)))
          .isInstanceOfSatisfying(
              MatrixException.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.M_WRONG_ROOM_KEYS_VERSION);
                assertThat(refusal.status()).isEqualTo(403);
                assertThat(refusal.details()).isEqualTo(Map.of("current_version", "2"));
              });
    }
    put("2", key("s", 1));
    assertThat(read("1")).isEmpty();
  }

  @Test
  void deletedBackupIsGoneAndTheOneBeforeIsTheNewest() {
    create();
    create();
    put("2", key("s", 1));
    stores.run(() -> service.delete(KIM, "2"));
    stores.run(() -> service.delete(KIM, "2"));
    assertThat(refusal(() -> stores.run(() -> service.delete(KIM, "3"))))
        .isEqualTo(ErrorCode.M_NOT_FOUND);
    assertThat(refusal(() -> read("2"))).isEqualTo(ErrorCode.M_NOT_FOUND);
    assertThat(refusal(() -> in(() -> service.get(KIM, "2")))).isEqualTo(ErrorCode.M_NOT_FOUND);
    assertThat(in(() -> service.latest(KIM)).version()).isEqualTo(1);
    stores.run(() -> service.delete(KIM, "1"));
    assertThat(refusal(() -> in(() -> service.latest(KIM)))).isEqualTo(ErrorCode.M_NOT_FOUND);
    assertThat(create()).isEqualTo("3");
  }

  @Test
  void dataOfABackupCanBeChangedAndNothingElse() {
    create();
    stores.run(() -> service.update(KIM, "1", json(BODY.formatted("two"))));
    assertThat(in(() -> service.get(KIM, "1")).authData())
        .isEqualTo(JsonText.of("{\"k\":\"two\"}"));
    for (String body :
        List.of(
            "{'algorithm':'b','auth_data':{}}", "{'algorithm':'a','auth_data':{},'version':'2'}")) {
      assertThat(refusal(() -> stores.run(() -> service.update(KIM, "1", json(body)))))
          .isEqualTo(ErrorCode.M_INVALID_PARAM);
    }
    stores.run(
        () -> service.update(KIM, "1", json("{'algorithm':'a','auth_data':{},'version':'1'}")));
    assertThat(refusal(() -> stores.run(() -> service.update(KIM, "2", json(BODY)))))
        .isEqualTo(ErrorCode.M_NOT_FOUND);
  }

  @Test
  void thousandsOfKeysAreReadInPages() {
    create();
    BackedUpKey[] many =
        IntStream.range(0, 2001).mapToObj(i -> key("s" + i, i)).toArray(BackedUpKey[]::new);
    assertThat(put("1", many).count()).isEqualTo(2001);
    assertThat(read("1")).containsExactlyInAnyOrder(many);
  }

  @Test
  void backupsGoWithTheirAccount() {
    create();
    stores.run(() -> service.onAccountDeactivated(new AccountDeactivated(ALICE)));
    assertThat(refusal(() -> in(() -> service.latest(KIM)))).isEqualTo(ErrorCode.M_NOT_FOUND);
  }
}
