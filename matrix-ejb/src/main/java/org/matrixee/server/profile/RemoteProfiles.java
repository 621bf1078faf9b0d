package org.matrixee.server.profile;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/** Display data of other servers' users: theirs to give. */
public interface RemoteProfiles {
  /**
   * Asks a user's server.
   *
   * @param field the only key that is asked for; null for both
   * @return exceptionally M_NOT_FOUND if there is no such user or server, M_UNKNOWN (502) if the
   *     server does not answer
   */
  CompletionStage<Profile> find(UserId user, @Nullable String field);
}
