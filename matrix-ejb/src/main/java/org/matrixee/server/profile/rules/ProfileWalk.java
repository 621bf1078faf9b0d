package org.matrixee.server.profile.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.profile.ProfileJob;

/**
 * The way of a profile change through the user's rooms, in portions.
 *
 * <p>A change that comes while an earlier one is under way makes the walk go on, not begin anew: so
 * each room is reached, however often the user changes the profile. After the first walk there is a
 * second one, for rooms that the user joined, with the old profile, while the first went by. Rooms
 * that know the profile already get no event.
 */
public final class ProfileWalk {
  /** Longer than any join takes from reading the profile to its commit. */
  static final Duration SETTLING = Duration.ofSeconds(30);

  private ProfileWalk() {}

  /**
   * The next step.
   *
   * @param rooms the rooms to tell now, in order; empty if only the job moves
   * @param after the job once they have been told; empty if it is then at its end
   */
  public record Step(List<Long> rooms, Optional<ProfileJob> after) {
    /** Copies the list. */
    public Step {
      rooms = List.copyOf(rooms);
    }
  }

  /**
   * What comes next.
   *
   * @param joined all rooms that the user is in, by rising number
   * @param most how many rooms to take at once
   */
  public static Step next(ProfileJob job, List<Long> joined, int most) {
    List<Long> ahead =
        joined.stream()
            .filter(room -> room > job.roomNid() && (!job.comeRound() || room <= job.lapEnd()))
            .limit(most)
            .toList();
    if (!ahead.isEmpty()) {
      long last = ahead.get(ahead.size() - 1);
      return new Step(ahead, Optional.of(at(job, last, job.comeRound())));
    }
    if (!job.comeRound() && job.lapEnd() > 0) {
      return next(at(job, 0, true), joined, most);
    }
    return new Step(List.of(), job.again() ? Optional.empty() : Optional.of(secondWalk(job)));
  }

  /** The same job, to go on later. */
  public static ProfileJob later(ProfileJob job, long dueTs) {
    return new ProfileJob(
        job.user(),
        job.revision(),
        job.roomNid(),
        job.lapEnd(),
        job.comeRound(),
        job.again(),
        dueTs,
        job.changedTs());
  }

  private static ProfileJob at(ProfileJob job, long room, boolean comeRound) {
    return new ProfileJob(
        job.user(),
        job.revision(),
        room,
        job.lapEnd(),
        comeRound,
        job.again(),
        job.dueTs(),
        job.changedTs());
  }

  private static ProfileJob secondWalk(ProfileJob job) {
    return new ProfileJob(
        job.user(),
        job.revision(),
        0,
        0,
        false,
        true,
        job.changedTs() + SETTLING.toMillis(),
        job.changedTs());
  }
}
