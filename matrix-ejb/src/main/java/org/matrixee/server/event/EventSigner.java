package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.SignedPduFactory;

/** Finishes events with this server's key, one factory for each room version. */
@ApplicationScoped
public class EventSigner {
  private final ConcurrentMap<RoomVersion, SignedPduFactory> factories = new ConcurrentHashMap<>();

  @Inject private ServerKey key;

  /** Makes events of rooms of a version. */
  SignedPduFactory of(RoomVersion version) {
    return factories.computeIfAbsent(
        version, name -> new SignedPduFactory(RoomVersions.get(name), key.signer()));
  }
}
