package org.matrixee.server.history;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.store.room.AliasStore;

/** Under which addresses a room is found on this server. */
@Stateless
public class RoomAddresses {
  private AliasStore aliases;
  private Readers readers;

  /** For the container's proxies. */
  protected RoomAddresses() {}

  /** With what it needs. */
  @Inject
  public RoomAddresses(AliasStore aliases, Readers readers) {
    this.aliases = aliases;
    this.readers = readers;
  }

  /**
   * All of them.
   *
   * <p>v1.19: client-server, {@code GET /rooms/{roomId}/aliases}.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN unless the caller is in the room,
   *     or the world may read it
   */
  public List<RoomAlias> of(Requester requester, RoomId room) {
    return aliases.ofRoom(readers.requirePresent(requester, room));
  }
}
