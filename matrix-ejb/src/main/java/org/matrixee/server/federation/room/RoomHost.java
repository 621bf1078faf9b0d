package org.matrixee.server.federation.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.federation.in.PduReceiver;
import org.matrixee.server.federation.in.RemoteRooms;
import org.matrixee.server.room.RoomRefs;

/**
 * Lets users of other servers into our rooms, and takes invites for ours.
 *
 * <p>2014: federation-v1, sections 4 and 9.2.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomHost {
  private static final JsonProvider JSON = JsonProvider.provider();

  private MatrixConfig config;
  private RoomRefs rooms;
  private MembershipReader reader;
  private MembershipDrafts drafts;
  private PduReceiver receiver;
  private RemoteRooms remoteRooms;
  private ServerKey key;
  private Threads threads;

  /** For the container's proxies. */
  protected RoomHost() {}

  /** With what it needs. */
  @Inject
  public RoomHost(
      MatrixConfig config,
      RoomRefs rooms,
      MembershipReader reader,
      MembershipDrafts drafts,
      PduReceiver receiver,
      RemoteRooms remoteRooms,
      ServerKey key,
      Threads threads) {
    this.config = config;
    this.rooms = rooms;
    this.reader = reader;
    this.drafts = drafts;
    this.receiver = receiver;
    this.remoteRooms = remoteRooms;
    this.key = key;
    this.threads = threads;
  }

  /**
   * A join for another server to complete and sign.
   *
   * @throws MatrixException M_FORBIDDEN for a user of a third server, or if the room's rules do not
   *     let him in; M_NOT_FOUND if no user of ours is in such a room
   */
  public JsonObject makeJoin(Origin origin, RoomId room, UserId user) {
    requireOwnUser(origin, user.server());
    RoomRef ref = held(room);
    JsonObject content =
        JSON.createObjectBuilder().add("membership", Membership.JOIN.word()).build();
    EventDraft draft = EventDraft.state(user, EventType.MEMBER, user.value(), content);
    RoomPlace place = reader.place(ref, draft);
    if (drafts.judge(place, draft) instanceof Verdict.Denied denied) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, denied.reason());
    }
    return JSON.createObjectBuilder()
        .add("event", drafts.template(place, draft, origin.server()))
        .build();
  }

  /**
   * Takes the join of another server's user in, and tells every other server in the room.
   *
   * @return the state before it, as JSON; exceptionally M_FORBIDDEN if it is not allowed
   * @throws MatrixException M_BAD_JSON, M_FORBIDDEN, M_NOT_FOUND as {@link #makeJoin}
   */
  public CompletionStage<byte[]> sendJoin(
      Origin origin, RoomId room, EventId eventId, JsonObject pdu) {
    Event join = decode(room, eventId, pdu);
    UserId user = join.sender();
    requireOwnUser(origin, user.server());
    if (!isMembership(join, Membership.JOIN) || !user.value().equals(join.stateKey())) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is not a join of a user by himself.");
    }
    RoomRef ref = held(room);
    return receiver
        .receiveAndRelay(origin, pdu)
        .thenApplyAsync(
            outcome -> {
              requireAccepted(outcome);
              return answer(reader.stateBefore(ref, eventId, user));
            },
            threads.executor());
  }

  /**
   * Takes an invite of one of our users.
   *
   * @return {@code event}: the invite with our signature added; exceptionally M_FORBIDDEN if it
   *     does not hold
   * @throws MatrixException M_BAD_JSON, M_FORBIDDEN if it is not an invite of the origin's user,
   *     M_NOT_FOUND if the user is not ours
   */
  public CompletionStage<JsonObject> invite(
      Origin origin, RoomId room, EventId eventId, JsonObject pdu) {
    Event invite = decode(room, eventId, pdu);
    requireOwnUser(origin, invite.sender().server());
    UserId target = UserId.parse(invite.stateKey()).orElse(null);
    if (target == null || !isMembership(invite, Membership.INVITE)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is not an invite.");
    }
    if (!target.server().equals(config.serverName())
        || !target.equals(target.folded())
        || !reader.isAccount(target)) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such user.");
    }
    RoomVersionRules rules = RoomVersions.get(RoomVersion.V2014);
    JsonObject signed = JsonSigning.signEvent(pdu, rules, key.signer());
    return remoteRooms
        .invite(origin, signed)
        .thenApply(
            outcome -> {
              requireAccepted(outcome);
              return JSON.createObjectBuilder().add("event", signed).build();
            });
  }

  private static Event decode(RoomId room, EventId eventId, JsonObject pdu) {
    Event event = RoomRules.of(RoomVersion.V2014).codec().decode(pdu);
    if (!event.room().equals(room) || !event.id().equals(eventId)) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "The path and the event name different rooms or events.");
    }
    return event;
  }

  private static boolean isMembership(Event event, Membership membership) {
    return event.type().equals(EventType.MEMBER)
        && Membership.parse(event.content().getString("membership", null)).orElse(null)
            == membership;
  }

  private static void requireOwnUser(Origin origin, ServerName ofUser) {
    if (!ofUser.value().equalsIgnoreCase(origin.server().value())) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "A server can speak for its own users only.");
    }
  }

  private RoomRef held(RoomId room) {
    return rooms
        .find(room)
        .filter(ref -> RoomVersions.get(ref.version()).isOf2014())
        .filter(ref -> reader.servers(ref).contains(config.serverName()))
        .orElseThrow(
            () -> new MatrixException(ErrorCode.M_NOT_FOUND, "Nobody here is in such a room."));
  }

  private static void requireAccepted(PduOutcome outcome) {
    if (!outcome.isAccepted()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, outcome.error().orElse(RoomAuthorizer.NO_ACCESS));
    }
  }

  /** Written from the stored bytes: a room of a thousand members is not parsed for it. */
  private byte[] answer(List<JsonText> state) {
    int length = state.stream().mapToInt(JsonText::length).sum() + state.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 100);
    write(out, "{\"origin\":\"" + config.serverName() + "\",\"auth_chain\":[],\"state\":[");
    for (int i = 0; i < state.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(state.get(i).sharedBytes());
    }
    write(out, "]}");
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
