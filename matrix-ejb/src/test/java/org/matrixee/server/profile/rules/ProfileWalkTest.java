package org.matrixee.server.profile.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.UserId;
import org.matrixee.model.profile.ProfileJob;

/** Every room hears the last profile, wherever changes, joins and restarts fall. */
class ProfileWalkTest {
  private static final UserId ANNA = new UserId("@anna:localhost");

  private static ProfileJob job(long revision, long room, long end, boolean round, boolean again) {
    return new ProfileJob(ANNA, revision, room, end, round, again, 0, 0);
  }

  /** What a change does to a job that is under way, as the store does it. */
  private static ProfileJob changed(ProfileJob job) {
    return job(job.revision() + 1, job.roomNid(), job.roomNid(), false, false);
  }

  private static List<Long> rooms(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  /** Walks to the end; a change falls before each of the given steps. */
  private static Map<Long, Long> walk(List<Long> rooms, int most, List<Integer> changes) {
    Map<Long, Long> heard = new HashMap<>();
    ProfileJob job = job(1, 0, 0, false, false);
    for (int step = 0; step < 1000; step++) {
      ProfileJob before = job;
      if (changes.contains(step)) {
        job = changed(job);
      }
      // A change in the middle of a step: what the step told is old, and does not count.
      boolean stale = changes.contains(-step) && step > 0;
      ProfileWalk.Step next = ProfileWalk.next(job, rooms, most);
      long told = job.revision();
      next.rooms().forEach(room -> heard.put(room, told));
      assertThat(next.rooms()).hasSizeLessThanOrEqualTo(most).isSorted();
      if (stale) {
        job = changed(before.revision() == told ? before : job);
        continue;
      }
      Optional<ProfileJob> after = next.after();
      if (after.isEmpty()) {
        heard.put(0L, told);
        return heard;
      }
      job = after.get();
    }
    throw new AssertionError("the walk does not end");
  }

  @Test
  void walkWithoutChangesTellsEachRoom() {
    for (int count = 0; count <= 7; count++) {
      for (int most = 1; most <= 8; most++) {
        Map<Long, Long> heard = walk(rooms(count), most, List.of());
        assertThat(heard.keySet()).hasSize(count + 1);
      }
    }
  }

  @Test
  void everyRoomHearsTheLastOfAnyTwoChanges() {
    for (int count = 0; count <= 5; count++) {
      for (int most = 1; most <= 3; most++) {
        for (int first = -12; first <= 12; first++) {
          for (int second = -12; second <= 12; second++) {
            List<Integer> changes = first == second ? List.of(first) : List.of(first, second);
            Map<Long, Long> heard = walk(rooms(count), most, changes);
            long last = heard.get(0L);
            assertThat(heard.values())
                .as("%s rooms, %s at once, changes at %s", count, most, changes)
                .containsOnly(last);
          }
        }
      }
    }
  }

  @Test
  void changesThatComeAllTheTimeStillReachTheLastRoom() {
    ProfileJob job = job(1, 0, 0, false, false);
    List<Long> told = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      job = changed(job);
      ProfileWalk.Step step = ProfileWalk.next(job, rooms(6), 1);
      told.addAll(step.rooms());
      job = step.after().orElseThrow();
    }
    assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void secondWalkComesOnceAndLater() {
    ProfileJob job = new ProfileJob(ANNA, 1, 2, 0, false, false, 50, 50);
    ProfileWalk.Step end = ProfileWalk.next(job, rooms(2), 9);
    assertThat(end.rooms()).isEmpty();
    ProfileJob again = end.after().orElseThrow();
    assertThat(again.dueTs()).isEqualTo(50 + ProfileWalk.SETTLING.toMillis());
    assertThat(again.again()).isTrue();
    ProfileWalk.Step all = ProfileWalk.next(again, rooms(3), 9);
    assertThat(all.rooms()).containsExactly(1L, 2L, 3L);
    assertThat(ProfileWalk.next(all.after().orElseThrow(), rooms(3), 9).after()).isEmpty();
  }

  @Test
  void laterKeepsThePlace() {
    ProfileJob job = job(3, 7, 9, true, true);
    assertThat(ProfileWalk.later(job, 99))
        .isEqualTo(new ProfileJob(ANNA, 3, 7, 9, true, true, 99, 0));
  }
}
