package org.matrixee.store.room.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.room.AliasStore;
import org.matrixee.store.room.ForgottenRooms;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;

/** Opens this package's adapters to tests without a container. */
public final class RoomAdapters {
  private RoomAdapters() {}

  public static RoomStore rooms(Database database, StateStore states) {
    return new JpaRoomStore(database, states);
  }

  public static MembershipStore memberships(Database database) {
    return new JpaMembershipStore(database);
  }

  public static ForgottenRooms forgotten(Database database) {
    return new JpaForgottenRooms(database);
  }

  public static AliasStore aliases(Database database) {
    return new JpaAliasStore(database);
  }
}
