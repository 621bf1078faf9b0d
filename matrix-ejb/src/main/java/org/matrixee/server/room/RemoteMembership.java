package org.matrixee.server.room;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomOutcome;

/** Changes of membership for which other servers must be asked first. */
public interface RemoteMembership {
  /** Where an alias of another server leads. */
  record Target(RoomId room, List<ServerName> servers) {
    /** Copies the list. */
    public Target {
      servers = List.copyOf(servers);
    }
  }

  /**
   * What an alias of another server points to.
   *
   * @return exceptionally M_NOT_FOUND if there is no such alias or server, M_UNKNOWN (502) if that
   *     server does not answer
   */
  CompletionStage<Target> find(RoomAlias alias);

  /**
   * Does a change of membership with the help of other servers, if it takes that: a join of a room
   * that no user of this server is in, or an invite of another server's user.
   *
   * @param draft a whole membership event
   * @param through servers that may be in the room
   * @return empty if the change is for this server alone; else as {@link RoomEventService#send},
   *     and exceptionally M_UNKNOWN (502) if no server that could help answers
   */
  Optional<CompletionStage<RoomOutcome>> change(
      Requester requester,
      RoomId room,
      EventDraft draft,
      List<ServerName> through,
      @Nullable TransactionKey key);
}
