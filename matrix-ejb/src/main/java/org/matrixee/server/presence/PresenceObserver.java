package org.matrixee.server.presence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Wakes;
import org.matrixee.model.room.Membership;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.profile.ProfileChanged;

/** What elsewhere in the server concerns presence: messages, joins, profiles. */
@ApplicationScoped
public class PresenceObserver {
  /** After those that take in who is in which room. */
  private static final int LATE = 3000;

  private PresenceRegister register;
  private String ourDomain;

  /** For the container's proxies. */
  protected PresenceObserver() {}

  /** With what it needs. */
  @Inject
  public PresenceObserver(MatrixConfig config, PresenceRegister register) {
    this.register = register;
    this.ourDomain = ":" + config.serverName().value();
  }

  /**
   * Sending an event that is not state is activity; and who joins a room is told about there.
   *
   * <p>2014: presence-profile-voip, 1.1 and 5.
   */
  void onAppended(@Observes @Priority(LATE) RoomEventsAppended appended) {
    for (Appended each : appended.events()) {
      StoredEvent event = each.event();
      if (!event.isState()) {
        if (event.sender().value().endsWith(ourDomain)) {
          register.active(event.sender());
        }
      } else if (each.membership() == Membership.JOIN) {
        UserId.parse(event.stateKey())
            .ifPresent(joined -> register.touchIfHere(joined, Wakes.room(event.roomNid())));
      }
    }
  }

  /** A changed profile is told with the presence (presence-profile-voip, 7.1). */
  void onProfileChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) ProfileChanged changed) {
    register.touch(changed.user(), Wakes.EVERYONE);
  }

  /** Whom an observer may watch from now on, the observer is told about. */
  void onListChanged(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(LATE)
          PresenceListChanged changed) {
    changed.added().forEach(user -> register.touch(user, Wakes.user(changed.observer())));
  }
}
