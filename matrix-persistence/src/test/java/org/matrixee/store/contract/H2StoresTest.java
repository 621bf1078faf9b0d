package org.matrixee.store.contract;

import org.junit.jupiter.api.Nested;
import org.matrixee.store.Stores;
import org.matrixee.store.jpa.JpaStores;
import org.matrixee.store.jpa.TestDatabases;

class H2StoresTest {
  private static final Stores STORES = new JpaStores(TestDatabases.h2());

  private abstract static class Base implements StoresContract {
    @Override
    public Stores stores() {
      return STORES;
    }
  }

  @Nested
  class Events extends Base implements EventStoreContract {}

  @Nested
  class Heads extends Base implements RoomHeadContract {}

  @Nested
  class Graph extends Base implements GraphContract {}

  @Nested
  class SupposedRooms extends Base implements SupposedRoomContract {}

  @Nested
  class Timeline extends Base implements TimelineContract {}

  @Nested
  class Stream extends Base implements StreamContract {}

  @Nested
  class State extends Base implements StateStoreContract {}

  @Nested
  class Rooms extends Base implements RoomStoresContract {}

  @Nested
  class Relations extends Base implements RelationContract {}

  @Nested
  class Accounts extends Base implements AccountStoresContract {}

  @Nested
  class Logins extends Base implements LoginStoresContract {}

  @Nested
  class EmailProofs extends Base implements EmailProofContract {}

  @Nested
  class Devices extends Base implements DeviceStoresContract {}

  @Nested
  class DeviceKeys extends Base implements DeviceKeysContract {}

  @Nested
  class CrossSigning extends Base implements CrossSigningContract {}

  @Nested
  class KeyBackups extends Base implements KeyBackupContract {}

  @Nested
  class ExternalIdentities extends Base implements ExternalIdentityContract {}

  @Nested
  class Presences extends Base implements PresenceStoresContract {}

  @Nested
  class Personal extends Base implements PersonalStoresContract {}

  @Nested
  class People extends Base implements PeopleStoresContract {}

  @Nested
  class Federation extends Base implements FederationStoresContract {}

  @Nested
  class MediaFiles extends Base implements MediaStoreContract {}

  @Nested
  class KeyConcurrency extends Base implements KeyConcurrencyContract {}

  @Nested
  class Concurrency extends Base implements ConcurrencyContract {}

  @Nested
  class StreamPositions extends Base implements StreamClockContract {}
}
