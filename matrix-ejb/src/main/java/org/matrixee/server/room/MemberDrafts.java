package org.matrixee.server.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.config.MatrixConfig;

/** Completes membership events of our users, however they are asked for. */
@ApplicationScoped
public class MemberDrafts {
  @Inject private RoomLookup lookup;
  @Inject private MatrixConfig config;

  /**
   * Puts the target's display data into a join or an invite; any other draft stays as it is.
   *
   * <p>2014: whenever a server emits a join for its own user it puts {@code displayname} and {@code
   * avatar_url} in content (authorization-v1, section 3).
   */
  EventDraft withDisplayFields(EventDraft draft) {
    if (!draft.type().equals(EventType.MEMBER) || draft.stateKey() == null) {
      return draft;
    }
    JsonObject content = draft.content();
    @Nullable Membership membership =
        Membership.parse(content.getString("membership", null)).orElse(null);
    if (membership != Membership.JOIN && membership != Membership.INVITE) {
      return draft;
    }
    return localUser(draft.stateKey())
        .flatMap(lookup::find)
        .map(account -> DisplayFields.into(content, account))
        .map(whole -> EventDraft.state(draft.sender(), draft.type(), draft.stateKey(), whole))
        .orElse(draft);
  }

  private Optional<UserId> localUser(String stateKey) {
    try {
      UserId user = new UserId(stateKey);
      return user.server().equals(config.serverName()) ? Optional.of(user) : Optional.empty();
    } catch (MatrixException notAUser) {
      // The room's rules refuse it in their own words.
      return Optional.empty();
    }
  }
}
