package org.matrixee.store.device;

import java.util.Collection;
import java.util.Set;
import org.matrixee.model.id.UserId;

/**
 * When lists of devices changed, and who shares rooms with whom since when. Every method needs a
 * running transaction.
 *
 * <p>v1.19: Client-Server API, "Tracking the device list for a user".
 */
public interface DeviceListStore {
  /**
   * Notes that a user's devices or keys changed.
   *
   * @param position the change's place in the stream
   */
  void note(UserId user, long position);

  /**
   * Which of some users' devices changed after {@code afterPos} for the last time, up to and with
   * {@code uptoPos}. Whoever asks up to a place in the past does not see a user who changed in
   * between and again later: ask up to what can be read now.
   */
  Set<UserId> changed(long afterPos, long uptoPos, Collection<UserId> among);

  /** The same of all users. */
  Set<UserId> changed(long afterPos, long uptoPos);

  /**
   * Who shares a room with a user, and one of the two joined it, or joined it anew, after {@code
   * afterPos}, up to and with {@code uptoPos}.
   */
  Set<UserId> met(UserId user, long afterPos, long uptoPos);

  /**
   * Who shared a room with a user, and one of the two left it after {@code afterPos}, up to and
   * with {@code uptoPos}; whether they share another one is not looked at.
   */
  Set<UserId> parted(UserId user, long afterPos, long uptoPos);
}
