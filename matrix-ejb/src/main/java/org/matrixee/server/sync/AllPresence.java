package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.presence.PresenceRegister;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceStore;

/** The presence of everyone whom somebody may see, as it is now. Needs a running transaction. */
@ApplicationScoped
public class AllPresence {
  private PresenceStore presences;
  private PresenceListStore lists;
  private PresenceRegister register;

  /** For the container's proxies. */
  protected AllPresence() {}

  /** With what it needs. */
  @Inject
  public AllPresence(PresenceStore presences, PresenceListStore lists, PresenceRegister register) {
    this.presences = presences;
    this.lists = lists;
    this.register = register;
  }

  /** Of everyone in some rooms, of those on a user's presence list, and of the user. */
  public List<UserPresence> of(UserId user, List<Long> rooms) {
    Map<UserId, Set<UserId>> contacts = lists.accepted(List.of(user));
    List<UserId> others = new ArrayList<>(contacts.getOrDefault(user, Set.of()));
    others.add(user);
    return of(new PresenceAudience(rooms, others));
  }

  /** Of everyone in a room. */
  List<UserPresence> of(long room) {
    return of(new PresenceAudience(List.of(room), List.of()));
  }

  private List<UserPresence> of(PresenceAudience audience) {
    return presences.all(audience).stream()
        .map(shown -> shown.with(register.current(shown.user(), shown.presence())))
        .toList();
  }
}
