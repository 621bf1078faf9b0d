package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.store.TestRoom.ALICE;
import static org.matrixee.store.TestRoom.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.backup.KeyPart;

/** Backups of room keys. */
interface KeyBackupContract extends StoresContract {
  RoomId FIRST = new RoomId("!a:a.example");
  RoomId SECOND = new RoomId("!b:a.example");
  JsonText SOME = JsonText.of("{\"x\":1}");

  private KeyBackupStore store() {
    return stores().keys().backups();
  }

  private static BackedUpKey key(RoomId room, String session, long index) {
    return new BackedUpKey(
        new SessionKey(room, session), new KeyQuality(index % 2 == 1, index, 3), SOME);
  }

  @Test
  default void versionsAreCountedAndTheNewestIsTheOne() {
    stores()
        .run(
            () -> {
              assertThat(store().latest(ALICE)).isEmpty();
              assertThat(store().create(ALICE, "x", SOME)).isEqualTo(1);
              assertThat(store().create(ALICE, "y", SOME)).isEqualTo(2);
              assertThat(store().create(BOB, "z", SOME)).isEqualTo(1);
              store().setAuthData(ALICE, 1, JsonText.of("{}"));
              store().setState(ALICE, 2, 7, 8);
            });
    stores()
        .run(
            () -> {
              assertThat(store().latest(ALICE)).contains(new KeyBackup(2, "y", SOME, 7, 8));
              assertThat(store().find(ALICE, 1))
                  .contains(new KeyBackup(1, "x", JsonText.of("{}"), 0, 0));
              assertThat(store().lock(ALICE, 2)).isEqualTo(store().latest(ALICE));
              assertThat(store().find(ALICE, 3)).isEmpty();
            });
  }

  @Test
  default void deletedVersionIsGoneAndItsNumberIsNotGivenAgain() {
    stores()
        .run(
            () -> {
              store().create(ALICE, "x", SOME);
              store().create(ALICE, "x", SOME);
              store().put(ALICE, 2, List.of(key(FIRST, "s", 1)));
            });
    stores()
        .run(
            () -> {
              assertThat(store().delete(ALICE, 2)).isTrue();
              assertThat(store().delete(ALICE, 2)).isTrue();
              assertThat(store().delete(ALICE, 3)).isFalse();
              assertThat(store().find(ALICE, 2)).isEmpty();
              assertThat(store().lock(ALICE, 2)).isEmpty();
              assertThat(store().latest(ALICE).map(KeyBackup::version)).contains(1L);
              assertThat(store().read(ALICE, 2, KeyPart.ALL, null, 9)).isEmpty();
              assertThat(store().create(ALICE, "x", SOME)).isEqualTo(3);
            });
  }

  @Test
  default void keysAreWrittenReplacedAndReadInPages() {
    List<BackedUpKey> all =
        List.of(key(FIRST, "s", 1), key(FIRST, "t", 2), key(SECOND, "a", 3), key(SECOND, "s", 4));
    stores()
        .run(
            () -> {
              store().create(ALICE, "x", SOME);
              store().put(ALICE, 1, List.of(key(FIRST, "s", 9)));
              store().put(ALICE, 1, all);
              store().put(BOB, 1, List.of(key(FIRST, "s", 9)));
              store().put(ALICE, 1, List.of());
            });
    stores()
        .run(
            () -> {
              assertThat(store().read(ALICE, 1, KeyPart.ALL, null, 9)).isEqualTo(all);
              List<BackedUpKey> paged = new ArrayList<>();
              SessionKey after = null;
              for (int i = 0; i < 4; i++) {
                List<BackedUpKey> page = store().read(ALICE, 1, KeyPart.ALL, after, 1);
                paged.addAll(page);
                after = page.get(0).id();
              }
              assertThat(paged).isEqualTo(all);
              assertThat(store().read(ALICE, 1, KeyPart.ALL, after, 1)).isEmpty();
              assertThat(store().read(ALICE, 1, new KeyPart(SECOND, null), null, 9))
                  .isEqualTo(all.subList(2, 4));
              assertThat(store().read(ALICE, 1, new KeyPart(SECOND, "s"), null, 9))
                  .isEqualTo(all.subList(3, 4));
            });
  }

  @Test
  default void qualitiesOfManyKeysAreKnownAtOnce() {
    SessionKey first = new SessionKey(FIRST, "s");
    SessionKey other = new SessionKey(SECOND, "s");
    stores()
        .run(
            () -> {
              store().create(ALICE, "x", SOME);
              store().put(ALICE, 1, List.of(key(FIRST, "s", 1), key(FIRST, "t", 2)));
              store().put(BOB, 1, List.of(key(SECOND, "s", 9)));
            });
    stores()
        .run(
            () -> {
              assertThat(store().qualities(ALICE, 1, List.of(first, other)))
                  .isEqualTo(Map.of(first, new KeyQuality(true, 1, 3)));
              assertThat(store().qualities(ALICE, 1, List.of())).isEmpty();
              assertThat(store().qualities(ALICE, 2, List.of(first))).isEmpty();
            });
  }

  @Test
  default void partsAreDeleted() {
    stores()
        .run(
            () -> {
              store().create(ALICE, "x", SOME);
              store()
                  .put(
                      ALICE,
                      1,
                      List.of(
                          key(FIRST, "s", 1),
                          key(FIRST, "t", 2),
                          key(SECOND, "s", 3),
                          key(SECOND, "t", 4)));
              assertThat(store().deleteKeys(ALICE, 1, new KeyPart(FIRST, "s"))).isEqualTo(1);
              assertThat(store().deleteKeys(ALICE, 1, new KeyPart(FIRST, "s"))).isZero();
              assertThat(store().deleteKeys(ALICE, 1, new KeyPart(SECOND, null))).isEqualTo(2);
              assertThat(store().read(ALICE, 1, KeyPart.ALL, null, 9))
                  .containsExactly(key(FIRST, "t", 2));
              assertThat(store().deleteKeys(ALICE, 1, KeyPart.ALL)).isEqualTo(1);
            });
  }

  @Test
  default void backupsOfAUserAreForgotten() {
    stores()
        .run(
            () -> {
              store().create(ALICE, "x", SOME);
              store().create(BOB, "x", SOME);
              store().put(ALICE, 1, List.of(key(FIRST, "s", 1)));
              store().forget(ALICE);
              assertThat(store().latest(ALICE)).isEmpty();
              assertThat(store().read(ALICE, 1, KeyPart.ALL, null, 9)).isEmpty();
              assertThat(store().latest(BOB)).isPresent();
            });
  }
}
