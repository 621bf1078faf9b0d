package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.authorization.rules.RepeatedMembership;
import org.matrixee.server.authorization.rules.RequiredLevelStamp;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.EventPlace;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.RoomHead;

/** Turns one draft into an event of a room, if the room's rules allow it. */
@ApplicationScoped
public class DraftSender {
  /** The greatest size of an event's JSON; every current room version has the same. */
  private static final int MAX_EVENT_BYTES = 65_536;

  private MatrixConfig config;
  private EventSigner signer;
  private LocalIds ids;
  private TornRooms torn;
  private Clock clock;

  /** For the container's proxies. */
  protected DraftSender() {}

  /** With what it needs. */
  @Inject
  public DraftSender(
      MatrixConfig config, EventSigner signer, LocalIds ids, TornRooms torn, Clock clock) {
    this.config = config;
    this.signer = signer;
    this.ids = ids;
    this.torn = torn;
    this.clock = clock;
  }

  /** Whether a user is joined, as the batch so far leaves the room. */
  Verdict checkJoined(RoomWork work, UserId user) {
    StateMap state = work.state(Set.of(StateTuple.member(user)));
    return rules(work).authorizer(options()).checkJoined(user, state);
  }

  /** Judges a draft and, if it is allowed, adds its event to the room. */
  CommandResult send(Batch batch, RoomWork work, EventDraft draft) {
    AuthCandidate candidate = AuthCandidate.of(draft);
    StateMap state = work.state(AuthSlots.of(candidate));
    Verdict verdict = rules(work).authorizer(options()).check(candidate, state);
    if (verdict instanceof Verdict.Denied denied) {
      return refused(ErrorCode.M_FORBIDDEN, denied.reason());
    }
    if (RepeatedMembership.isNoEffect(candidate, state)) {
      return new CommandResult.Done(new RoomOutcome(work.lock().room(), null, null));
    }
    return sendAllowed(batch, work, draft, state);
  }

  /**
   * Adds a redaction by the right of the server's administrator, whatever the room's rules say.
   * Only for rooms without other servers, which would not take it.
   */
  CommandResult redactByAdmin(Batch batch, RoomWork work, EventDraft draft) {
    return sendAllowed(batch, work, draft, work.state(AuthSlots.of(AuthCandidate.of(draft))));
  }

  private CommandResult sendAllowed(Batch batch, RoomWork work, EventDraft draft, StateMap state) {
    StoredEvent target = draft.redacts() == null ? null : batch.target(draft.redacts());
    if (draft.redacts() != null && (target == null || target.roomNid() != work.lock().roomNid())) {
      return refused(ErrorCode.M_NOT_FOUND, "There is no such event in this room.");
    }
    SignedPdu pdu = signer.of(work.lock().version()).make(draft, place(work, draft, state));
    if (pdu.json().length() > MAX_EVENT_BYTES) {
      return refused(
          ErrorCode.M_TOO_LARGE, "An event may be " + MAX_EVENT_BYTES + " bytes long at most.");
    }
    long nid = add(batch, work, draft, pdu);
    torn.forget(work);
    if (target != null) {
      Stripping.strip(work, target, nid, pdu.json());
    }
    EventId id = pdu.event().id();
    return new CommandResult.Done(new RoomOutcome(work.lock().room(), id, null));
  }

  private EventPlace place(RoomWork work, EventDraft draft, StateMap state) {
    RoomHead head = work.head();
    StateTuple slot = draft.slot();
    EventId replaced = slot == null ? null : state.find(slot).map(e -> e.id()).orElse(null);
    Long stamp =
        draft.requiredPowerLevel() == null
            ? RequiredLevelStamp.of(draft, state)
            : draft.requiredPowerLevel();
    return new EventPlace(
        work.lock().room(),
        config.serverName(),
        ids.event(),
        clock.millis(),
        head.depth() + 1,
        head.extremities().stream().map(RoomHead.Extremity::reference).toList(),
        List.of(),
        replaced,
        rules(work).levels().read(state).of(draft.sender()),
        stamp);
  }

  private long add(Batch batch, RoomWork work, EventDraft draft, SignedPdu pdu) {
    StateTuple slot = draft.slot();
    @Nullable KnownEvent replaced = slot == null ? null : work.current(slot).orElse(null);
    @Nullable Membership membership = membership(draft);
    Set<ServerName> target = Set.of();
    String user = draft.stateKey();
    if (membership != null && user != null) {
      ServerName server = new UserId(user).server();
      target = Set.of(server);
      work.noteServer(server, membership);
    }
    long nid = batch.nextNid();
    Added.Place place =
        new Added.Place(
            EventStatus.ACCEPTED, Added.Stream.LIVE, work.head().snapshot(), slot != null);
    work.follow(new Added(nid, pdu, replaced, membership, true, target, place));
    return nid;
  }

  private static @Nullable Membership membership(EventDraft draft) {
    return draft.type().equals(EventType.MEMBER)
        ? Membership.parse(draft.content().getString("membership", null)).orElse(null)
        : null;
  }

  private AuthOptions options() {
    return new AuthOptions(config.rejectInvites());
  }

  private static RoomRules rules(RoomWork work) {
    return RoomRules.of(work.lock().version());
  }

  private static CommandResult refused(ErrorCode code, String sentence) {
    return new CommandResult.Refused(new MatrixException(code, sentence));
  }
}
