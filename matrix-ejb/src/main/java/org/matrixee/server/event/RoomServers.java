package org.matrixee.server.event;

import java.util.HashSet;
import java.util.Set;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.Membership;

/** The servers that are in a room while a batch works on it: perhaps too many, never too few. */
final class RoomServers {
  private final Set<ServerName> inside;
  private final Set<ServerName> left = new HashSet<>();
  private boolean unsure;

  /** Begins with those that had a joined user. */
  RoomServers(Set<ServerName> before) {
    inside = new HashSet<>(before);
  }

  Set<ServerName> inside() {
    return inside;
  }

  /** Notes a membership change of a server's user. */
  void note(ServerName server, Membership membership) {
    switch (membership) {
      case JOIN -> inside.add(server);
      case LEAVE, BAN -> {
        unsure = true;
        left.add(server);
      }
      case INVITE, KNOCK -> {}
    }
  }

  /** Whether a server may have left, other than a certain one: it may have had other users. */
  boolean hasOtherLeft(ServerName own) {
    return left.stream().anyMatch(server -> !server.equals(own));
  }

  /** Lets the next batch read them anew. */
  void reread() {
    unsure = true;
  }

  /** Whether they must be read anew for the next batch. */
  boolean isUnsure() {
    return unsure;
  }
}
