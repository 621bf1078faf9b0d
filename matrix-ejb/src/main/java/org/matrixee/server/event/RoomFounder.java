package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.LevelStamp;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.EventPlace;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignedPdu;

/**
 * Makes the event that a room begins with. It is finished before there is a room, since from
 * version 12 the room's ID is that of this event.
 */
@ApplicationScoped
public class RoomFounder {
  private MatrixConfig config;
  private EventSigner signer;
  private LocalIds ids;
  private Clock clock;

  /** Two rooms of one user that begin alike must differ in something, if only in their time. */
  private final AtomicLong lastTs = new AtomicLong();

  /** For the container's proxies. */
  protected RoomFounder() {}

  /** With what it needs. */
  @Inject
  public RoomFounder(MatrixConfig config, EventSigner signer, LocalIds ids, Clock clock) {
    this.config = config;
    this.signer = signer;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The first event of a new room; {@link SignedPdu#event} says its ID and the room's.
   *
   * @param create a draft of {@code m.room.create}
   */
  public SignedPdu found(RoomVersion version, EventDraft create) {
    RoomRules rules = RoomRules.of(version);
    @Nullable RoomId room =
        rules.version().isRoomIdOfCreate() ? null : ids.room(config.serverName());
    LevelStamp stamp = rules.authorizer(AuthOptions.STRICT).stamp(create, StateMap.EMPTY);
    EventPlace place =
        new EventPlace(
            room,
            config.serverName(),
            ids.event(),
            lastTs.updateAndGet(last -> Math.max(last + 1, clock.millis())),
            1,
            List.of(),
            List.of(),
            null,
            stamp.sender(),
            stamp.required());
    return signer.of(version).make(create, place);
  }
}
