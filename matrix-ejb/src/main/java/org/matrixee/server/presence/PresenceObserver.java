package org.matrixee.server.presence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Wakes;
import org.matrixee.model.room.Membership;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.profile.ProfileChanged;

/** What elsewhere in the server concerns presence: messages, joins, profiles. */
@ApplicationScoped
public class PresenceObserver {
  /** After those that take in who is in which room. */
  private static final int LATE = 3000;

  private PresenceRegister register;
  private RemotePresences others;
  private String ourDomain;

  /** For the container's proxies. */
  protected PresenceObserver() {}

  /** With what it needs. */
  @Inject
  public PresenceObserver(MatrixConfig config, PresenceRegister register, RemotePresences others) {
    this.register = register;
    this.others = others;
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
        if (isOurs(event.sender())) {
          register.active(event.sender());
        }
      } else if (each.membership() == Membership.JOIN && !wasThere(event)) {
        UserId.parse(event.stateKey()).ifPresent(joined -> showToRoom(joined, event.roomNid()));
      }
    }
  }

  private void showToRoom(UserId joined, long roomNid) {
    if (isOurs(joined)) {
      register.touchIfHere(joined, Wakes.room(roomNid));
    } else {
      others.show(joined, Wakes.room(roomNid));
    }
  }

  private boolean isOurs(UserId user) {
    return user.value().endsWith(ourDomain);
  }

  /** Whether a join replaces a join: a new name or picture, which is told by itself. */
  public static boolean wasThere(StoredEvent join) {
    StoredEvent.Related before = join.replaced();
    return before != null
        && EventReader.decode(join, before).content().get("membership") instanceof JsonString word
        && word.getString().equals(Membership.JOIN.word());
  }

  /** A changed profile is told with the presence (presence-profile-voip, 7.1). */
  void onProfileChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) ProfileChanged changed) {
    register.touch(changed.user(), Wakes.EVERYONE);
  }

  /** Whom an observer may watch from now on, the observer is told about. */
  void onListChanged(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(LATE)
          PresenceListChanged changed) {
    Wakes observer = Wakes.user(changed.observer());
    for (UserId user : changed.added()) {
      if (isOurs(user)) {
        register.touch(user, observer);
      } else {
        others.show(user, observer);
      }
    }
  }
}
