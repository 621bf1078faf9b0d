package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.LevelStamp;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
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

  /**
   * Adds the event that a room begins with.
   *
   * @throws MatrixException M_FORBIDDEN if no room can begin so
   */
  void found(Batch batch, RoomWork work, SignedPdu first) {
    AuthCandidate candidate = AuthCandidate.of(first.event());
    if (rules(work).authorizer(options()).check(candidate, StateMap.EMPTY)
        instanceof Verdict.Denied denied) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, denied.reason());
    }
    add(batch, work, first);
  }

  /** Judges a draft as the batch so far leaves the room. */
  Verdict check(RoomWork work, EventDraft draft) {
    RoomAuthorizer authorizer = rules(work).authorizer(options());
    AuthCandidate candidate = candidate(work, draft);
    return authorizer.check(candidate, work.state(authorizer.slots(candidate)));
  }

  /** Judges a draft and, if it is allowed, adds its event to the room. */
  CommandResult send(Batch batch, RoomWork work, EventDraft draft) {
    RoomAuthorizer authorizer = rules(work).authorizer(options());
    AuthCandidate candidate = candidate(work, draft);
    StateMap state = work.state(authorizer.slots(candidate));
    if (authorizer.check(candidate, state) instanceof Verdict.Denied denied) {
      return refused(ErrorCode.M_FORBIDDEN, denied.reason());
    }
    if (authorizer.isRepeated(candidate, state)) {
      return new CommandResult.Done(new RoomOutcome(work.lock().room(), same(draft, state), null));
    }
    EventId redacts = draft.redacts();
    StoredEvent target = redacts == null ? null : batch.target(redacts);
    if (target != null && !mayRedact(work, draft, target, state)) {
      return refused(
          ErrorCode.M_FORBIDDEN, "Your level does not let you redact events of others here.");
    }
    return sendAllowed(batch, work, draft, state);
  }

  /** The event that says already what a draft would say again. */
  private static @Nullable EventId same(EventDraft draft, StateMap state) {
    StateTuple slot = draft.slot();
    return slot == null ? null : state.find(slot).map(Event::id).orElse(null);
  }

  /**
   * Adds a redaction by the right of the server's administrator, whatever the room's rules say.
   * Only for rooms without other servers, which would not take it.
   */
  CommandResult redactByAdmin(Batch batch, RoomWork work, EventDraft draft) {
    StateMap state = work.state(rules(work).slots(candidate(work, draft)));
    return sendAllowed(batch, work, draft, state);
  }

  /**
   * Whether a redaction of one of our users is to be made at all. Most versions let every redaction
   * pass and look at its target later.
   *
   * <p>Spec: client-server, "Redactions"; in 2014 rooms the rules decide alone.
   */
  private static boolean mayRedact(
      RoomWork work, EventDraft draft, StoredEvent target, StateMap state) {
    if (rules(work).version().isOf2014() || target.sender().equals(draft.sender())) {
      return true;
    }
    PowerLevels levels = rules(work).levels().read(state);
    return levels.of(draft.sender()) >= levels.redact();
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
    long nid = add(batch, work, pdu);
    torn.forget(work);
    if (target != null) {
      Stripping.strip(work, target, nid, pdu.json());
    }
    EventId id = pdu.event().id();
    return new CommandResult.Done(new RoomOutcome(work.lock().room(), id, null));
  }

  private static AuthCandidate candidate(RoomWork work, EventDraft draft) {
    List<EventId> prevEvents =
        work.head().extremities().stream().map(tip -> tip.reference().id()).toList();
    return AuthCandidate.of(draft, work.lock().room(), prevEvents);
  }

  private EventPlace place(RoomWork work, EventDraft draft, StateMap state) {
    RoomHead head = work.head();
    RoomAuthorizer authorizer = rules(work).authorizer(options());
    StateTuple slot = draft.slot();
    EventId replaced = slot == null ? null : state.find(slot).map(e -> e.id()).orElse(null);
    LevelStamp stamp = authorizer.stamp(draft, state);
    return new EventPlace(
        work.lock().room(),
        config.serverName(),
        ids.event(),
        clock.millis(),
        head.depth() + 1,
        head.extremities().stream().map(RoomHead.Extremity::reference).toList(),
        authEvents(work, authorizer.authEvents(candidate(work, draft)), state),
        replaced,
        stamp.sender(),
        stamp.required());
  }

  private static List<EventReference> authEvents(
      RoomWork work, Set<StateTuple> slots, StateMap state) {
    List<EventReference> references = new ArrayList<>(slots.size());
    for (StateTuple slot : slots) {
      Event event = state.get(slot);
      if (event != null) {
        references.add(rules(work).reference(event));
      }
    }
    return references;
  }

  private long add(Batch batch, RoomWork work, SignedPdu pdu) {
    Event event = pdu.event();
    @Nullable KnownEvent replaced =
        event.isState() ? work.current(event.slot()).orElse(null) : null;
    @Nullable Membership membership = Memberships.of(event);
    Set<ServerName> target = Set.of();
    String user = event.stateKey();
    if (membership != null && user != null) {
      ServerName server = new UserId(user).server();
      target = Set.of(server);
      work.noteServer(server, membership);
    }
    long nid = batch.nextNid();
    Added.Place place =
        new Added.Place(
            EventStatus.ACCEPTED, Added.Stream.LIVE, work.head().snapshot(), event.isState());
    work.follow(new Added(nid, pdu, replaced, membership, true, target, place));
    return nid;
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
