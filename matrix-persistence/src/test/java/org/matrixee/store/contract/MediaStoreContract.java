package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;
import org.matrixee.store.TestRoom;

/** Records of uploaded files, and the count of their bytes. */
interface MediaStoreContract extends StoresContract {
  private static Media file(String id, UserId uploader, long size, String hash) {
    return new Media(new MediaId(id), uploader, "image/png", null, size, hash, 9);
  }

  @Test
  default void fileIsKeptAsItWasMade() {
    Media named =
        new Media(
            new MediaId("Ab-1_"),
            TestRoom.ALICE,
            "text/plain; charset=utf-8",
            "\uD83D\uDE00 \"a\".txt",
            5_000_000_000L,
            "aa11",
            7);
    Media bare = file("b", TestRoom.BOB, 0, "bb22");
    stores()
        .run(
            () -> {
              assertThat(stores().media().create(named, Long.MAX_VALUE)).isTrue();
              assertThat(stores().media().create(bare, 0)).isTrue();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().media().find(named.id())).contains(named);
              assertThat(stores().media().find(bare.id())).contains(bare);
              assertThat(stores().media().find(new MediaId("ab-1_"))).isEmpty();
              assertThat(stores().media().isHashUsed("aa11")).isTrue();
              assertThat(stores().media().isHashUsed("aa1")).isFalse();
              assertThat(stores().media().usedBytes(TestRoom.ALICE)).isEqualTo(5_000_000_000L);
            });
  }

  @Test
  default void filesOverTheQuotaAreNotWritten() {
    stores()
        .run(
            () -> {
              assertThat(stores().media().usedBytes(TestRoom.ALICE)).isZero();
              assertThat(stores().media().create(file("big", TestRoom.ALICE, 11, "a"), 10))
                  .isFalse();
              assertThat(stores().media().create(file("one", TestRoom.ALICE, 6, "b"), 10)).isTrue();
              assertThat(stores().media().create(file("two", TestRoom.ALICE, 5, "c"), 10))
                  .isFalse();
              assertThat(stores().media().create(file("three", TestRoom.ALICE, 4, "b"), 10))
                  .isTrue();
              assertThat(stores().media().create(file("four", TestRoom.BOB, 10, "d"), 10)).isTrue();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().media().usedBytes(TestRoom.ALICE)).isEqualTo(10);
              assertThat(stores().media().find(new MediaId("two"))).isEmpty();
              assertThat(stores().media().isHashUsed("c")).isFalse();
            });
  }

  @Test
  default void uploadsAtTheSameTimeStayWithinTheQuota() {
    List<Boolean> written =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(
                i ->
                    stores()
                        .inTransaction(
                            () ->
                                stores()
                                    .media()
                                    .create(file("f" + i, TestRoom.ALICE, 3, "h" + i), 10)))
            .toList();
    assertThat(written).filteredOn(Boolean::booleanValue).hasSize(3);
    assertThat(stores().inTransaction(() -> stores().media().usedBytes(TestRoom.ALICE)))
        .isEqualTo(9);
  }

  private static ReservedMedia name(String id, UserId uploader, long expires) {
    return new ReservedMedia(new MediaId(id), uploader, expires);
  }

  private boolean reserve(ReservedMedia reserved, int most, long now) {
    return stores().inTransaction(() -> stores().media().reserve(reserved, most, now));
  }

  @Test
  default void namesAreReservedUntilTheyAreUsed() {
    ReservedMedia reserved = name("r1", TestRoom.ALICE, 100);
    assertThat(reserve(reserved, 5, 1)).isTrue();
    stores()
        .run(
            () -> {
              assertThat(stores().media().reserved(reserved.id())).contains(reserved);
              assertThat(stores().media().reservedForUse(reserved.id())).contains(reserved);
              assertThat(stores().media().reserved(new MediaId("R1"))).isEmpty();
              assertThat(stores().media().find(reserved.id())).isEmpty();
              stores().media().release(reserved.id());
              stores().media().release(new MediaId("unknown"));
            });
    stores().run(() -> assertThat(stores().media().reserved(reserved.id())).isEmpty());
  }

  @Test
  default void nobodyReservesTooManyNames() {
    assertThat(reserve(name("r1", TestRoom.ALICE, 100), 2, 1)).isTrue();
    assertThat(reserve(name("r2", TestRoom.ALICE, 200), 2, 1)).isTrue();
    assertThat(reserve(name("r3", TestRoom.ALICE, 200), 2, 99)).isFalse();
    assertThat(reserve(name("r4", TestRoom.BOB, 200), 2, 99)).isTrue();
    assertThat(reserve(name("r5", TestRoom.ALICE, 200), 2, 100)).as("one is over").isTrue();
    stores()
        .run(
            () -> {
              assertThat(stores().media().reserved(new MediaId("r1"))).isEmpty();
              assertThat(stores().media().reserved(new MediaId("r3"))).isEmpty();
            });
    List<Boolean> atOnce =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> reserve(name("p" + i, new UserId("@p:a.example"), 300), 3, 1))
            .toList();
    assertThat(atOnce).filteredOn(Boolean::booleanValue).hasSize(3);
  }

  @Test
  default void aReservedNameIsUsedOnce() {
    ReservedMedia reserved = name("r1", TestRoom.ALICE, 100);
    assertThat(reserve(reserved, 5, 1)).isTrue();
    List<Boolean> used =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i ->
                    stores()
                        .inTransaction(
                            () -> {
                              boolean free =
                                  stores().media().reservedForUse(reserved.id()).isPresent();
                              stores().media().release(reserved.id());
                              return free;
                            }))
            .toList();
    assertThat(used).filteredOn(Boolean::booleanValue).hasSize(1);
  }
}
