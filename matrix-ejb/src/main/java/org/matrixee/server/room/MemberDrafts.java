package org.matrixee.server.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.RestrictedJoin;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.RoomRef;

/** Completes membership events of our users, however they are asked for. */
@ApplicationScoped
public class MemberDrafts {
  private static final JsonProvider JSON = JsonProvider.provider();

  private RoomLookup lookup;
  private JoinVouchers vouchers;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected MemberDrafts() {}

  /** With what it needs. */
  @Inject
  public MemberDrafts(RoomLookup lookup, JoinVouchers vouchers, MatrixConfig config) {
    this.lookup = lookup;
    this.vouchers = vouchers;
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

  /**
   * Says who vouches for a join that needs it, and takes out what a client says of that: this
   * server's signature would make it true.
   *
   * <p>Spec: server-server, "Restricted rooms".
   */
  EventDraft vouched(RoomRef room, EventDraft draft) {
    @Nullable String target = draft.stateKey();
    if (!draft.type().equals(EventType.MEMBER)
        || target == null
        || !(RoomVersions.get(room.version()).auth() instanceof AuthRules.EventGraph rules)
        || !rules.has(AuthFeature.RESTRICTED_JOINS)) {
      return draft;
    }
    JsonObjectBuilder content = JSON.createObjectBuilder(draft.content());
    content.remove(RestrictedJoin.AUTHORISED_BY);
    if (target.equals(draft.sender().value()) && isJoin(draft)) {
      vouchers
          .find(room, rules, draft.sender())
          .ifPresent(member -> content.add(RestrictedJoin.AUTHORISED_BY, member.value()));
    }
    return EventDraft.state(draft.sender(), draft.type(), target, content.build());
  }

  private static boolean isJoin(EventDraft draft) {
    return draft.content().get("membership") instanceof JsonString word
        && word.getString().equals(Membership.JOIN.word());
  }

  private Optional<UserId> localUser(String stateKey) {
    // What is no user ID is refused by the room's rules, in their own words.
    return UserId.parse(stateKey).filter(user -> user.server().equals(config.serverName()));
  }
}
