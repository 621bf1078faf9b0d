package org.matrixee.server.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;

/** Completes membership events of our users, however they are asked for. */
@ApplicationScoped
public class MemberDrafts {
  private RoomLookup lookup;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected MemberDrafts() {}

  /** With what it needs. */
  @Inject
  public MemberDrafts(RoomLookup lookup, MatrixConfig config) {
    this.lookup = lookup;
    this.config = config;
  }

  /**
   * Puts the target's display data into a membership event; any other draft stays as it is.
   *
   * @param of2014 whether the room is one of 2014: in others a member may choose how to appear
   *     <p>2014: whenever a server emits a membership event for its own user it puts {@code
   *     displayname} and {@code avatar_url} in content (authorization-v1, section 3; S-PROF-17).
   */
  EventDraft withDisplayFields(EventDraft draft, boolean of2014) {
    @Nullable String target = draft.stateKey();
    if (!draft.type().equals(EventType.MEMBER) || target == null) {
      return draft;
    }
    return localUser(target)
        .flatMap(lookup::find)
        .map(
            account ->
                of2014
                    ? DisplayFields.into(draft.content(), account)
                    : DisplayFields.missing(draft.content(), account))
        .map(whole -> EventDraft.state(draft.sender(), draft.type(), target, whole))
        .orElse(draft);
  }

  private Optional<UserId> localUser(String stateKey) {
    // What is no user ID is refused by the room's rules, in their own words.
    return UserId.parse(stateKey).filter(user -> user.server().equals(config.serverName()));
  }
}
