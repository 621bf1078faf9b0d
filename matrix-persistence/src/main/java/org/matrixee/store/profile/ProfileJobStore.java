package org.matrixee.store.profile;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.profile.ProfileJob;

/**
 * Profile changes that rooms have still to be told, one per user. Every method needs a running
 * transaction.
 */
public interface ProfileJobStore {
  /**
   * Notes a change, in the transaction that makes it. If an earlier one is still under way, its
   * walk goes on from where it is, and ends there.
   */
  void start(UserId user, long nowTs);

  /** A user's job. */
  Optional<ProfileJob> find(UserId user);

  /** The jobs that are due, the longest due first. */
  List<UserId> due(long nowTs, int limit);

  /** Writes how far a job is; false if the profile was changed since: then nothing is written. */
  boolean advance(ProfileJob job);

  /** Ends a job; false if the profile was changed since: then it stays. */
  boolean finish(ProfileJob job);
}
