package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.audit.AuditLog;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.ContentRules;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyQuestion;

/** Sends events of local users into rooms: messages, state and redactions. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomEventService {
  private RoomRefs rooms;
  private MemberDrafts members;
  private RemoteMembership remote;
  private RoomSequencer sequencer;
  private RateLimits limits;
  private Policy policy;
  private AuditLog audit;

  /** For the container's proxies. */
  protected RoomEventService() {}

  /** With what it needs. */
  @Inject
  public RoomEventService(
      RoomRefs rooms,
      MemberDrafts members,
      RemoteMembership remote,
      RoomSequencer sequencer,
      RateLimits limits,
      Policy policy,
      AuditLog audit) {
    this.rooms = rooms;
    this.members = members;
    this.remote = remote;
    this.sequencer = sequencer;
    this.limits = limits;
    this.policy = policy;
    this.audit = audit;
  }

  /**
   * Builds, authorizes, signs and persists one event.
   *
   * @param key the request's transaction; null if a repeat is a new request
   * @return completed after the commit; exceptionally with MatrixException: M_FORBIDDEN if the
   *     room's rules or the operator's policy deny it, M_NOT_FOUND for a redaction of an unknown
   *     event, M_TOO_LARGE
   * @throws MatrixException M_BAD_JSON for content that breaks its type's form, M_LIMIT_EXCEEDED,
   *     M_FORBIDDEN if the room is unknown
   */
  public CompletionStage<RoomOutcome> send(
      Requester requester, RoomId room, EventDraft draft, @Nullable TransactionKey key) {
    return send(requester, room, draft, List.of(), key);
  }

  /**
   * The same for a membership event, if the user's membership so far is one of some.
   *
   * @return exceptionally M_FORBIDDEN if it is not
   */
  public CompletionStage<RoomOutcome> sendIf(
      Requester requester, RoomId room, EventDraft draft, Set<Membership> expected) {
    RoomRef ref = rooms.get(room);
    EventDraft whole = members.withDisplayFields(draft, isOf2014(ref));
    RoomCommand.Send command =
        new RoomCommand.Send(ref, requester, null, members.vouched(ref, whole), expected);
    return policy.isOff()
        ? sequencer.submit(command)
        : policy
            .require(PolicyQuestion.of(room, draft))
            .thenCompose(allowed -> sequencer.submit(command));
  }

  /**
   * The same, for a room that other servers may have to be asked for.
   *
   * @param through servers that may be in the room
   */
  public CompletionStage<RoomOutcome> send(
      Requester requester,
      RoomId room,
      EventDraft draft,
      List<ServerName> through,
      @Nullable TransactionKey key) {
    if (isInvite(draft)) {
      limits.check(Action.INVITE, requester.user().value());
    }
    requireForm(room, draft);
    if (policy.isOff()) {
      return submit(requester, room, draft, through, key);
    }
    return policy
        .require(PolicyQuestion.of(room, draft))
        .thenCompose(allowed -> submit(requester, room, draft, through, key));
  }

  /** What rooms of 2014 ask of content; in rooms of today it is the clients' affair. */
  private void requireForm(RoomId room, EventDraft draft) {
    boolean of2014 = rooms.find(room).map(RoomEventService::isOf2014).orElse(true);
    Optional<String> problem = of2014 ? ContentRules.findProblem(draft) : Optional.empty();
    if (problem.isPresent()) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, problem.get());
    }
  }

  private static boolean isOf2014(RoomRef room) {
    return RoomVersions.get(room.version()).isOf2014();
  }

  private CompletionStage<RoomOutcome> submit(
      Requester requester,
      RoomId room,
      EventDraft draft,
      List<ServerName> through,
      @Nullable TransactionKey key) {
    boolean of2014 = rooms.find(room).map(RoomEventService::isOf2014).orElse(true);
    EventDraft whole = members.withDisplayFields(draft, of2014);
    if (whole.type().equals(EventType.MEMBER)) {
      Optional<CompletionStage<RoomOutcome>> elsewhere =
          remote.change(requester, room, whole, through, key);
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
    }
    RoomRef ref = rooms.get(room);
    CompletionStage<RoomOutcome> sent =
        sequencer.submit(new RoomCommand.Send(ref, requester, key, members.vouched(ref, whole)));
    @Nullable EventId target = draft.redacts();
    return requester.admin() && target != null
        ? sent.thenApply(outcome -> noted(requester, target, outcome))
        : sent;
  }

  private RoomOutcome noted(Requester requester, EventId target, RoomOutcome outcome) {
    audit.note(requester.user(), "redacted event " + target + " in room " + outcome.room());
    return outcome;
  }

  /** Invites have a limit of their own, by whatever call they are made (threats, T9). */
  private static boolean isInvite(EventDraft draft) {
    return draft.type().equals(EventType.MEMBER)
        && draft.content().get("membership") instanceof JsonString membership
        && membership.getString().equals(Membership.INVITE.word());
  }
}
