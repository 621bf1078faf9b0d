package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.room.AliasMapping;

/** Joins, leaves, invites, kicks and bans. All are {@code m.room.member} events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MembershipService {
  private static final JsonProvider JSON = JsonProvider.provider();

  private RoomEventService events;
  private RoomLookup lookup;

  /** For the container's proxies. */
  protected MembershipService() {}

  /** With what it needs. */
  @Inject
  public MembershipService(RoomEventService events, RoomLookup lookup) {
    this.events = events;
    this.lookup = lookup;
  }

  /** The caller joins a room. */
  public CompletionStage<RoomOutcome> join(
      Requester requester, RoomId room, @Nullable TransactionKey key) {
    return set(requester, room, requester.user(), Membership.JOIN, null, key);
  }

  /**
   * The caller joins the room that an alias points to.
   *
   * @throws MatrixException M_NOT_FOUND if the alias is unknown
   */
  public CompletionStage<RoomOutcome> joinByAlias(
      Requester requester, RoomAlias alias, @Nullable TransactionKey key) {
    RoomId room =
        lookup
            .find(alias.folded())
            .map(AliasMapping::room)
            .orElseThrow(
                () -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such room alias."));
    return join(requester, room, key);
  }

  /** The caller leaves a room. */
  public CompletionStage<RoomOutcome> leave(
      Requester requester, RoomId room, @Nullable TransactionKey key) {
    return set(requester, room, requester.user(), Membership.LEAVE, null, key);
  }

  /** The caller invites a user. */
  public CompletionStage<RoomOutcome> invite(
      Requester requester, RoomId room, UserId target, @Nullable TransactionKey key) {
    return set(requester, room, target, Membership.INVITE, null, key);
  }

  /** The caller shuts a user out. */
  public CompletionStage<RoomOutcome> ban(
      Requester requester,
      RoomId room,
      UserId target,
      @Nullable String reason,
      @Nullable TransactionKey key) {
    return set(requester, room, target, Membership.BAN, reason, key);
  }

  /**
   * The caller removes another user, or takes an invite or a ban back.
   *
   * @throws MatrixException M_FORBIDDEN for oneself: that is leaving
   */
  public CompletionStage<RoomOutcome> kick(
      Requester requester,
      RoomId room,
      UserId target,
      @Nullable String reason,
      @Nullable TransactionKey key) {
    if (target.equals(requester.user())) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "You cannot kick yourself. Leave the room instead.");
    }
    return set(requester, room, target, Membership.LEAVE, reason, key);
  }

  private CompletionStage<RoomOutcome> set(
      Requester requester,
      RoomId room,
      UserId target,
      Membership membership,
      @Nullable String reason,
      @Nullable TransactionKey key) {
    JsonObjectBuilder content = JSON.createObjectBuilder().add("membership", membership.word());
    if (reason != null) {
      content.add("reason", reason);
    }
    EventDraft draft =
        EventDraft.state(requester.user(), EventType.MEMBER, target.value(), content.build());
    return events.send(requester, room, draft, key);
  }
}
