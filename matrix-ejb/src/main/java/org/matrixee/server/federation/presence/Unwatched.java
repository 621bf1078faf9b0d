package org.matrixee.server.federation.presence;

import java.util.Set;
import org.matrixee.model.id.UserId;

/** Users of other servers whom nobody of this one watches any more; fired in the transaction. */
record Unwatched(Set<UserId> users) {
  Unwatched {
    users = Set.copyOf(users);
  }
}
