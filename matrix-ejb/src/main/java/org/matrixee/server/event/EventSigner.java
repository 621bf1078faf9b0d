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

  private ServerKey key;

  /** For the container's proxies. */
  protected EventSigner() {}

  /** With what it needs. */
  @Inject
  public EventSigner(ServerKey key) {
    this.key = key;
  }

  /** Makes events of rooms of a version. */
  public SignedPduFactory of(RoomVersion version) {
    return factories.computeIfAbsent(
        version, name -> new SignedPduFactory(RoomVersions.get(name), key.signer()));
  }
}
