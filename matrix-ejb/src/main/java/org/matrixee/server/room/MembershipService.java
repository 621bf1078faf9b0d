package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Set;
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
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.room.AliasMapping;

/** Joins, knocks, leaves, invites, kicks and bans. All are {@code m.room.member} events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MembershipService {
  private static final JsonProvider JSON = JsonProvider.provider();

  private RoomEventService events;
  private RoomRefs rooms;
  private RoomLookup lookup;
  private RemoteMembership remote;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected MembershipService() {}

  /** With what it needs. */
  @Inject
  public MembershipService(
      RoomEventService events,
      RoomRefs rooms,
      RoomLookup lookup,
      RemoteMembership remote,
      MatrixConfig config) {
    this.events = events;
    this.rooms = rooms;
    this.lookup = lookup;
    this.remote = remote;
    this.config = config;
  }

  /** The caller joins a room. */
  public CompletionStage<RoomOutcome> join(
      Requester requester, RoomId room, @Nullable String reason, @Nullable TransactionKey key) {
    return join(requester, room, List.of(), reason, key);
  }

  /**
   * The caller joins the room that an alias points to, of this server or another.
   *
   * @return exceptionally M_NOT_FOUND if the alias is unknown, and as {@link RemoteMembership#find}
   * @throws MatrixException M_NOT_FOUND if an alias of this server is unknown
   */
  public CompletionStage<RoomOutcome> joinByAlias(
      Requester requester, RoomAlias alias, @Nullable String reason, @Nullable TransactionKey key) {
    if (!alias.folded().server().equals(config.serverName())) {
      return remote
          .find(alias.folded())
          .thenCompose(target -> join(requester, target.room(), target.servers(), reason, key));
    }
    AliasMapping mapping = own(alias);
    return join(requester, mapping.room(), mapping.servers(), reason, key);
  }

  private CompletionStage<RoomOutcome> join(
      Requester requester,
      RoomId room,
      List<ServerName> through,
      @Nullable String reason,
      @Nullable TransactionKey key) {
    EventDraft draft = draft(requester, requester.user(), Membership.JOIN, reason);
    return events.send(requester, room, draft, through, key);
  }

  /**
   * The caller asks to be invited to a room.
   *
   * <p>v1.19: client-server, {@code POST /knock/{roomIdOrAlias}}.
   *
   * @return exceptionally M_FORBIDDEN if the room's rules do not let the caller ask
   * @throws MatrixException M_NOT_FOUND if the room is unknown here, M_FORBIDDEN if its version
   *     does not know how to be asked
   */
  public CompletionStage<RoomOutcome> knock(
      Requester requester, RoomId room, @Nullable String reason) {
    RoomRef ref =
        rooms
            .find(room)
            .orElseThrow(
                () -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such room here."));
    if (!(RoomVersions.get(ref.version()).auth() instanceof AuthRules.EventGraph rules)
        || !rules.has(AuthFeature.KNOCKING)) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "Rooms of version " + ref.version() + " cannot be knocked at.");
    }
    return set(requester, room, requester.user(), Membership.KNOCK, reason, null);
  }

  /**
   * The same for the room that an alias points to, of this server or another.
   *
   * @return exceptionally as {@link #knock}, and as {@link RemoteMembership#find}
   * @throws MatrixException M_NOT_FOUND if an alias of this server is unknown
   */
  public CompletionStage<RoomOutcome> knockByAlias(
      Requester requester, RoomAlias alias, @Nullable String reason) {
    return alias.folded().server().equals(config.serverName())
        ? knock(requester, own(alias).room(), reason)
        : remote
            .find(alias.folded())
            .thenCompose(target -> knock(requester, target.room(), reason));
  }

  private AliasMapping own(RoomAlias alias) {
    return lookup
        .find(alias.folded())
        .orElseThrow(
            () -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such room alias."));
  }

  /** The caller leaves a room. */
  public CompletionStage<RoomOutcome> leave(
      Requester requester, RoomId room, @Nullable String reason, @Nullable TransactionKey key) {
    return set(requester, room, requester.user(), Membership.LEAVE, reason, key);
  }

  /** The caller invites a user. */
  public CompletionStage<RoomOutcome> invite(
      Requester requester,
      RoomId room,
      UserId target,
      @Nullable String reason,
      @Nullable TransactionKey key) {
    return set(requester, room, target, Membership.INVITE, reason, key);
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

  /**
   * The caller removes a user, or takes an invite back; a ban stays.
   *
   * @return exceptionally M_FORBIDDEN if the user is not there, or not for the caller to remove
   */
  public CompletionStage<RoomOutcome> expel(
      Requester requester, RoomId room, UserId target, @Nullable String reason) {
    EventDraft draft = draft(requester, target, Membership.LEAVE, reason);
    return events.sendIf(
        requester, room, draft, Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK));
  }

  /**
   * The caller takes a ban back.
   *
   * @return exceptionally M_FORBIDDEN if the user is not banned, or not for the caller to let in
   */
  public CompletionStage<RoomOutcome> unban(
      Requester requester, RoomId room, UserId target, @Nullable String reason) {
    EventDraft draft = draft(requester, target, Membership.LEAVE, reason);
    return events.sendIf(requester, room, draft, Set.of(Membership.BAN));
  }

  private CompletionStage<RoomOutcome> set(
      Requester requester,
      RoomId room,
      UserId target,
      Membership membership,
      @Nullable String reason,
      @Nullable TransactionKey key) {
    return events.send(requester, room, draft(requester, target, membership, reason), key);
  }

  private static EventDraft draft(
      Requester requester, UserId target, Membership membership, @Nullable String reason) {
    JsonObjectBuilder content = JSON.createObjectBuilder().add("membership", membership.word());
    if (reason != null) {
      content.add("reason", reason);
    }
    return EventDraft.state(requester.user(), EventType.MEMBER, target.value(), content.build());
  }
}
