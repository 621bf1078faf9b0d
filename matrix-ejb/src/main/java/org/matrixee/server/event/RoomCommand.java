package org.matrixee.server.event;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.rules.RoomSuccession;
import org.matrixee.server.event.rules.SignedPdu;

/** Something to be done in one room; done whole or refused whole. */
public sealed interface RoomCommand {
  /** The room. */
  RoomRef room();

  /** What makes a repeat of this request known; null if it is never the same again. */
  @Nullable TransactionKey key();

  /** What a user of this server wants done. */
  sealed interface ByUser extends RoomCommand {
    /** Who asks. */
    Requester requester();
  }

  /** What another server sent; nobody's request. */
  sealed interface FromServer extends RoomCommand {
    @Override
    default @Nullable TransactionKey key() {
      return null;
    }

    /** Events that it brings, in the order in which they are to be looked at. */
    List<SignedPdu> pdus();

    /** What became of it, once it is committed. */
    AtomicReference<ReceiveResult> result();
  }

  /**
   * Sends one event.
   *
   * @param draft the event
   * @param expected of a membership event: those that the user may have had so far; empty for any
   */
  record Send(
      RoomRef room,
      Requester requester,
      @Nullable TransactionKey key,
      EventDraft draft,
      Set<Membership> expected)
      implements ByUser {
    /** Copies the set. */
    public Send {
      expected = Set.copyOf(expected);
    }

    /** Whatever was before. */
    public Send(RoomRef room, Requester requester, @Nullable TransactionKey key, EventDraft draft) {
      this(room, requester, key, draft, Set.of());
    }
  }

  /**
   * Makes a room with its first events.
   *
   * @param room its number and ID are new
   * @param first {@code m.room.create}, which is finished: the room's ID may come of it
   * @param drafts the events after it, in order
   * @param alias an alias to make for it; null for none
   */
  record Create(
      RoomRef room,
      Requester requester,
      @Nullable TransactionKey key,
      SignedPdu first,
      List<EventDraft> drafts,
      @Nullable RoomAlias alias)
      implements ByUser {
    /** Copies the list. */
    public Create {
      drafts = List.copyOf(drafts);
    }
  }

  /**
   * Replaces the room by another one, which is made with it.
   *
   * @param replacement its number and ID are new
   * @param first its {@code m.room.create}, which is finished
   * @param succession what is in it, and what becomes of the old room
   */
  record Upgrade(
      RoomRef room,
      Requester requester,
      RoomRef replacement,
      SignedPdu first,
      RoomSuccession succession)
      implements ByUser {
    @Override
    public @Nullable TransactionKey key() {
      return null;
    }
  }

  /**
   * Makes an alias for the room, and announces the room's aliases in it.
   *
   * @param servers servers to record with it
   */
  record AddAlias(RoomRef room, Requester requester, RoomAlias alias, List<ServerName> servers)
      implements ByUser {
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
  record RenewMember(RoomRef room, Requester requester, JsonObject content) implements ByUser {
    @Override
    public @Nullable TransactionKey key() {
      return null;
    }
  }

  /** Takes an alias away from the room, and announces the room's aliases in it. */
  record RemoveAlias(RoomRef room, Requester requester, RoomAlias alias) implements ByUser {
    @Override
    public @Nullable TransactionKey key() {
      return null;
    }
  }

  /**
   * Judges an event of another server, and keeps it.
   *
   * @param from who hands it over, and is asked for what is missing
   * @param pdu the event; its format, signatures and hash are checked
   * @param outliers further events to keep, out of order: links of the state, or the state at the
   *     edge of a gap
   * @param edge the state before the event as another server tells; null unless predecessors cannot
   *     be had
   * @param last whether to judge by what is held, since no more can be fetched
   * @param terms how it came, and what becomes of it if the room allows it
   */
  record Receive(
      RoomRef room,
      ServerName from,
      SignedPdu pdu,
      List<SignedPdu> outliers,
      @Nullable Set<EventId> edge,
      boolean last,
      Terms terms,
      AtomicReference<ReceiveResult> result)
      implements FromServer {
    /**
     * How an event came, and what becomes of it.
     *
     * @param pushed whether another server has sent it; if not, we have fetched it since it was
     *     missing
     * @param relay whether to send it on to the other servers in the room
     * @param denial why this server's policy does not want it: it is kept, and not shown; null if
     *     it does not mind
     */
    public record Terms(boolean pushed, boolean relay, @Nullable String denial) {}

    /** Copies the collections. */
    public Receive {
      outliers = List.copyOf(outliers);
      edge = edge == null ? null : Set.copyOf(edge);
    }

    /** The same with another copy of the event. */
    Receive with(SignedPdu copy) {
      return new Receive(room, from, copy, outliers, edge, last, terms, result);
    }

    @Override
    public List<SignedPdu> pdus() {
      List<SignedPdu> all = new ArrayList<>(outliers);
      all.add(pdu);
      return all;
    }
  }

  /**
   * Makes a room of this server out of the state that another one gives.
   *
   * @param fresh whether the room's row is to be made
   * @param state the state before the join
   * @param join the join of one of our users
   */
  record Adopt(
      RoomRef room,
      boolean fresh,
      List<SignedPdu> state,
      SignedPdu join,
      AtomicReference<ReceiveResult> result)
      implements FromServer {
    /** Copies the list. */
    public Adopt {
      state = List.copyOf(state);
    }

    @Override
    public List<SignedPdu> pdus() {
      List<SignedPdu> all = new ArrayList<>(state);
      all.add(join);
      return all;
    }
  }

  /**
   * Notes what is said about the membership of one of our users in a room that we are not in: an
   * invite, or its end.
   *
   * @param fresh whether the room's row is to be made
   * @param tell whom it is sent, if one of our users says it himself
   */
  record FromOutside(
      RoomRef room,
      boolean fresh,
      SignedPdu pdu,
      Set<ServerName> tell,
      AtomicReference<ReceiveResult> result)
      implements FromServer {
    /** Copies the set. */
    public FromOutside {
      tell = Set.copyOf(tell);
    }

    @Override
    public List<SignedPdu> pdus() {
      return List.of(pdu);
    }
  }

  /**
   * Adds history that was fetched later: it is shown where it belongs and changes nothing else.
   *
   * @param pdus events that held ones lead to, the newest first
   */
  record AddHistory(RoomRef room, List<SignedPdu> pdus, AtomicReference<ReceiveResult> result)
      implements FromServer {
    /** Copies the list. */
    public AddHistory {
      pdus = List.copyOf(pdus);
    }
  }
}
