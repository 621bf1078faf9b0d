package org.matrixee.server.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomFounder;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyQuestion;

/** What making a room takes in all room versions: who may be invited, policy, the room itself. */
@ApplicationScoped
public class RoomMaker {
  /** As many invites as fit one transaction well. */
  private static final int MAX_INVITES = 100;

  private static final Set<String> CHOSEN =
      Set.of(
          EventType.CREATE, EventType.MEMBER, EventType.ALIASES, EventType.NAME, EventType.TOPIC);

  private MatrixConfig config;
  private RateLimits limits;
  private RoomLookup lookup;
  private RoomFounder founder;
  private RoomSequencer sequencer;
  private Policy policy;

  /** For the container's proxies. */
  protected RoomMaker() {}

  /** With what it needs. */
  @Inject
  public RoomMaker(
      MatrixConfig config,
      RateLimits limits,
      RoomLookup lookup,
      RoomFounder founder,
      RoomSequencer sequencer,
      Policy policy) {
    this.config = config;
    this.limits = limits;
    this.lookup = lookup;
    this.founder = founder;
    this.sequencer = sequencer;
    this.policy = policy;
  }

  /** The creator's account. */
  Account creator(Requester requester) {
    return lookup
        .find(requester.user())
        .orElseThrow(() -> new MatrixException(ErrorCode.M_FORBIDDEN, "Your account is gone."));
  }

  /**
   * The alias of this server with a name; null for none.
   *
   * @throws MatrixException M_BAD_JSON for a name that no alias has
   */
  @Nullable RoomAlias alias(@Nullable String name) {
    if (name == null) {
      return null;
    }
    if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf('#') >= 0) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "The name of a room alias must not be empty or hold ':' or '#'.");
    }
    return new RoomAlias("#" + name + ":" + config.serverName().value()).folded();
  }

  /**
   * Everyone once, and not the creator, who is in the room already.
   *
   * @throws MatrixException M_BAD_JSON for too many, M_LIMIT_EXCEEDED
   */
  List<UserId> invitees(Requester requester, Collection<UserId> invited) {
    Set<UserId> invite = new LinkedHashSet<>(invited);
    invite.remove(requester.user());
    if (invite.size() > MAX_INVITES) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "A room can be made with " + MAX_INVITES + " invites at most.");
    }
    limits.check(Action.INVITE, requester.user().value(), invite.size());
    return List.copyOf(invite);
  }

  /** The accounts of those who are of this server. */
  Map<UserId, Account> accounts(Collection<UserId> users) {
    return lookup.findAll(
        users.stream().filter(user -> user.server().equals(config.serverName())).toList());
  }

  /**
   * Makes a room, whole or not at all.
   *
   * @return completed after the commit; exceptionally with M_ROOM_IN_USE if the alias is taken,
   *     M_FORBIDDEN if the room's rules or the operator's policy deny one of its events: then
   *     nothing was made
   */
  CompletionStage<RoomOutcome> make(
      Requester requester, NewRoom room, @Nullable TransactionKey key) {
    if (policy.isOff()) {
      return sequencer.submit(command(requester, room, key));
    }
    return policy
        .requireAll(questions(room.drafts()))
        .thenCompose(allowed -> sequencer.submit(command(requester, room, key)));
  }

  private RoomCommand command(Requester requester, NewRoom room, @Nullable TransactionKey key) {
    List<EventDraft> drafts = room.drafts();
    SignedPdu first = founder.found(room.version(), drafts.get(0));
    RoomRef ref =
        new RoomRef(lookup.newRoomNid(), first.event().room(), room.version(), room.listed());
    List<EventDraft> rest = drafts.subList(1, drafts.size());
    return new RoomCommand.Create(ref, requester, key, first, rest, room.alias());
  }

  /** What people chose; the levels and rules of a new room are this server's own. */
  private static List<PolicyQuestion> questions(List<EventDraft> drafts) {
    return drafts.stream()
        .filter(draft -> CHOSEN.contains(draft.type()))
        .map(draft -> PolicyQuestion.of(null, draft))
        .toList();
  }
}
