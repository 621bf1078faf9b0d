package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.store.TestRoom.ALICE;
import static org.matrixee.store.TestRoom.BOB;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.profile.ProfileJob;

/** Profile changes under way, address books and suspensions. */
interface PeopleStoresContract extends StoresContract {

  private ProfileJob job() {
    return stores().inTransaction(() -> stores().profileJobs().find(ALICE)).orElseThrow();
  }

  private static ProfileJob at(ProfileJob job, long room, long dueTs) {
    return new ProfileJob(job.user(), job.revision(), room, 3, true, true, dueTs, job.changedTs());
  }

  @Test
  default void jobIsKeptUntilItIsFinished() {
    assertThat(stores().inTransaction(() -> stores().profileJobs().find(ALICE))).isEmpty();
    stores().run(() -> stores().profileJobs().start(ALICE, 50));
    ProfileJob first = job();
    assertThat(first)
        .isEqualTo(new ProfileJob(ALICE, first.revision(), 0, 0, false, false, 50, 50));
    ProfileJob moved = at(first, 7, 60);
    assertThat(stores().inTransaction(() -> stores().profileJobs().advance(moved))).isTrue();
    assertThat(job()).isEqualTo(moved);
    assertThat(stores().inTransaction(() -> stores().profileJobs().finish(moved))).isTrue();
    stores()
        .run(
            () -> {
              assertThat(stores().profileJobs().find(ALICE)).isEmpty();
              assertThat(stores().profileJobs().finish(moved)).isFalse();
              assertThat(stores().profileJobs().advance(moved)).isFalse();
            });
  }

  @Test
  default void laterChangeBeginsANewLapWhereTheWalkIs() {
    stores().run(() -> stores().profileJobs().start(ALICE, 50));
    ProfileJob first = at(job(), 7, 90);
    stores().run(() -> stores().profileJobs().advance(first));
    stores().run(() -> stores().profileJobs().start(ALICE, 55));
    ProfileJob second = job();
    assertThat(second.revision()).isGreaterThan(first.revision());
    assertThat(second)
        .isEqualTo(new ProfileJob(ALICE, second.revision(), 7, 7, false, false, 55, 55));
    stores()
        .run(
            () -> {
              assertThat(stores().profileJobs().advance(at(first, 9, 91))).isFalse();
              assertThat(stores().profileJobs().finish(first)).isFalse();
            });
    assertThat(job()).isEqualTo(second);
  }

  @Test
  default void jobsThatAreDueAreFoundInOrder() {
    stores()
        .run(
            () -> {
              stores().profileJobs().start(ALICE, 20);
              stores().profileJobs().start(BOB, 10);
            });
    stores()
        .run(
            () -> {
              assertThat(stores().profileJobs().due(9, 5)).isEmpty();
              assertThat(stores().profileJobs().due(10, 5)).containsExactly(BOB);
              assertThat(stores().profileJobs().due(20, 5)).containsExactly(BOB, ALICE);
              assertThat(stores().profileJobs().due(20, 1)).containsExactly(BOB);
            });
  }

  @Test
  default void startIsUndoneWithItsTransaction() {
    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () -> {
                          stores().profileJobs().start(ALICE, 1);
                          throw new IllegalStateException("undone");
                        }))
        .hasMessage("undone");
    assertThat(stores().inTransaction(() -> stores().profileJobs().find(ALICE))).isEmpty();
  }

  @Test
  default void addressBookIsChangedReadAndForgotten() {
    JsonText contacts = JsonText.of("[{\"name\":\"J\u00F6rg \uD83D\uDE00\"}]");
    assertThat(stores().inTransaction(() -> stores().addressBooks().find(ALICE))).isEmpty();
    JsonText written =
        stores()
            .inTransaction(
                () ->
                    stores()
                        .addressBooks()
                        .change(
                            ALICE,
                            before -> {
                              assertThat(before).isEqualTo(JsonText.of("{}"));
                              return contacts;
                            },
                            5));
    assertThat(written).isEqualTo(contacts);
    JsonText more = JsonText.of("[{},{}]");
    stores()
        .run(
            () ->
                stores()
                    .addressBooks()
                    .change(
                        ALICE,
                        before -> {
                          assertThat(before).isEqualTo(contacts);
                          return more;
                        },
                        6));
    stores()
        .run(
            () -> {
              assertThat(stores().addressBooks().find(ALICE)).isEqualTo(Optional.of(more));
              assertThat(stores().addressBooks().find(BOB)).isEmpty();
            });
    stores().run(() -> assertThat(stores().addressBooks().delete(ALICE)).isTrue());
    stores()
        .run(
            () -> {
              assertThat(stores().addressBooks().delete(ALICE)).isFalse();
              assertThat(stores().addressBooks().find(ALICE)).isEmpty();
            });
  }

  @Test
  default void fieldsOfAProfileAreSetAndRemoved() {
    JsonText zone = JsonText.of("\"Europe/London\"");
    JsonText number = JsonText.of("7");
    stores()
        .run(
            () -> {
              stores().profileFields().lock(ALICE);
              assertThat(stores().profileFields().all(ALICE)).isEmpty();
              stores().profileFields().put(ALICE, "m.tz", JsonText.of("1"));
              stores().profileFields().put(ALICE, "m.tz", zone);
              stores().profileFields().put(ALICE, "a.b", number);
              stores().profileFields().put(BOB, "a.b", zone);
            });
    stores()
        .run(
            () -> {
              assertThat(stores().profileFields().all(ALICE))
                  .containsExactly(Map.entry("a.b", number), Map.entry("m.tz", zone));
              assertThat(stores().profileFields().delete(ALICE, "a.b")).isTrue();
              assertThat(stores().profileFields().delete(ALICE, "a.b")).isFalse();
              assertThat(stores().profileFields().all(ALICE)).containsOnlyKeys("m.tz");
              stores().profileFields().deleteOf(ALICE);
              assertThat(stores().profileFields().all(ALICE)).isEmpty();
              assertThat(stores().profileFields().all(BOB)).containsOnlyKeys("a.b");
            });
  }

  @Test
  default void suspensionLastsUntilItIsLifted() {
    stores()
        .run(
            () -> {
              assertThat(stores().suspensions().all()).doesNotContain(ALICE);
              assertThat(stores().suspensions().suspend(ALICE, BOB, 5)).isTrue();
              assertThat(stores().suspensions().suspend(ALICE, BOB, 6)).isFalse();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().suspensions().all()).contains(ALICE).doesNotContain(BOB);
              assertThat(stores().suspensions().lift(ALICE)).isTrue();
              assertThat(stores().suspensions().lift(ALICE)).isFalse();
              assertThat(stores().suspensions().all()).doesNotContain(ALICE);
            });
  }
}
