package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.room.AliasMapping;
import org.matrixee.store.room.AliasStore;
import org.matrixee.store.room.RoomRecord;
import org.matrixee.store.room.RoomStore;

/** The short reading transactions that commands on rooms need before they are submitted. */
@Stateless
public class RoomLookup {
  private RoomStore rooms;
  private AliasStore aliases;
  private AccountStore accounts;
  private EventStore events;

  /** For the container's proxies. */
  protected RoomLookup() {}

  /** With what it needs. */
  @Inject
  public RoomLookup(RoomStore rooms, AliasStore aliases, AccountStore accounts, EventStore events) {
    this.rooms = rooms;
    this.aliases = aliases;
    this.accounts = accounts;
    this.events = events;
  }

  /** A room, if this server knows it. */
  public Optional<RoomRef> find(RoomId room) {
    return rooms.find(room).map(RoomLookup::ref);
  }

  /** Rooms by their numbers; unknown ones are left out. */
  public List<RoomRef> findRooms(Collection<Long> nids) {
    return rooms.findAll(nids).stream().map(RoomLookup::ref).toList();
  }

  private static RoomRef ref(RoomRecord found) {
    return new RoomRef(found.nid(), found.room(), found.version(), found.listed());
  }

  /** What an alias of this server points to. */
  public Optional<AliasMapping> find(RoomAlias alias) {
    return aliases.find(alias);
  }

  /** An account of this server, whose display data goes into membership events. */
  public Optional<Account> find(UserId user) {
    return accounts.find(user);
  }

  /** Accounts of this server by user; unknown ones are left out. */
  public Map<UserId, Account> findAll(Collection<UserId> users) {
    return accounts.findAll(users);
  }

  /** A number for a new room. */
  public long newRoomNid() {
    return events.nextNids(1)[0];
  }
}
