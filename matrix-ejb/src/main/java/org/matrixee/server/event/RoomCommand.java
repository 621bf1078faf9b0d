package org.matrixee.server.event;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.ServerName;

/** Something that a user wants done in one room; done whole or refused whole. */
public sealed interface RoomCommand {
  /** The room. */
  RoomRef room();

  /** Who asks. */
  Requester requester();

  /** What makes a repeat of this request known; null if it is never the same again. */
  @Nullable TransactionKey key();

  /**
   * Sends one event.
   *
   * @param draft the event
   */
  record Send(RoomRef room, Requester requester, @Nullable TransactionKey key, EventDraft draft)
      implements RoomCommand {}

  /**
   * Makes a room with its first events.
   *
   * @param room its number and ID are new
   * @param drafts the first events in order, {@code m.room.create} foremost
   * @param alias an alias to make for it; null for none
   */
  record Create(
      RoomRef room,
      Requester requester,
      @Nullable TransactionKey key,
      List<EventDraft> drafts,
      @Nullable RoomAlias alias)
      implements RoomCommand {
    /** Copies the list. */
    public Create {
      drafts = List.copyOf(drafts);
    }
  }

  /**
   * Makes an alias for the room, and announces the room's aliases in it.
   *
   * @param servers servers to record with it
   */
  record AddAlias(RoomRef room, Requester requester, RoomAlias alias, List<ServerName> servers)
      implements RoomCommand {
    /** Copies the list. */
    public AddAlias {
      servers = List.copyOf(servers);
    }

    @Override
    public @Nullable TransactionKey key() {
      return null;
    }
  }

  /**
   * Says anew how a member of this server appears: the requester, who need not ask for it. Nothing
   * happens if the user is not in the room any more, or if the room knows it already.
   *
   * @param content the whole content of the membership event, which says {@code join}
   */
  record RenewMember(RoomRef room, Requester requester, JsonObject content) implements RoomCommand {
    @Override
    public @Nullable TransactionKey key() {
      return null;
    }
  }

  /** Takes an alias away from the room, and announces the room's aliases in it. */
  record RemoveAlias(RoomRef room, Requester requester, RoomAlias alias) implements RoomCommand {
    @Override
    public @Nullable TransactionKey key() {
      return null;
    }
  }
}
