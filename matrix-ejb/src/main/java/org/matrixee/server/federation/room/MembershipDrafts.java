package org.matrixee.server.federation.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.RepeatedMembership;
import org.matrixee.server.authorization.rules.RequiredLevelStamp;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.EventSigner;
import org.matrixee.server.event.LocalIds;
import org.matrixee.server.event.rules.EventPlace;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.RoomHead;

/**
 * Membership events that are finished before they are committed, since another server has a say.
 */
@ApplicationScoped
public class MembershipDrafts {
  private static final JsonProvider JSON = JsonProvider.provider();

  private MatrixConfig config;
  private EventSigner signer;
  private LocalIds ids;
  private Clock clock;

  /** For the container's proxies. */
  protected MembershipDrafts() {}

  /** With what it needs. */
  @Inject
  public MembershipDrafts(MatrixConfig config, EventSigner signer, LocalIds ids, Clock clock) {
    this.config = config;
    this.signer = signer;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whether a draft is allowed where it would be attached. */
  Verdict judge(RoomPlace place, EventDraft draft) {
    return rules(place)
        .authorizer(new AuthOptions(config.rejectInvites()))
        .check(draft, place.state());
  }

  /** Whether a draft would only say again what is so. */
  static boolean isNoEffect(RoomPlace place, EventDraft draft) {
    return RepeatedMembership.isNoEffect(AuthCandidate.of(draft), place.state());
  }

  /** An event without an ID, time, hash and signature, for a user of another server to complete. */
  JsonObject template(RoomPlace place, EventDraft draft, ServerName origin) {
    JsonObject pdu = rules(place).codec().build(draft, place(place, draft, origin));
    JsonObjectBuilder template = JSON.createObjectBuilder();
    for (String key : pdu.keySet()) {
      if (!key.equals("pdu_id") && !key.equals("ts") && !key.equals("origin_server_ts")) {
        template.add(key, pdu.get(key));
      }
    }
    return template.build();
  }

  /** The finished event of one of our users. */
  SignedPdu finish(RoomPlace place, EventDraft draft) {
    return signer.of(place.room().version()).make(draft, place(place, draft, config.serverName()));
  }

  /**
   * The finished event of a template that another server made for one of our users.
   *
   * @throws MatrixException M_BAD_JSON if the template makes no such event
   */
  SignedPdu complete(RoomId room, EventDraft draft, JsonObject template) {
    String user = draft.sender().value();
    long now = clock.millis();
    JsonObjectBuilder whole = JSON.createObjectBuilder(template);
    for (String key : List.of("hashes", "signatures", "unsigned")) {
      whole.remove(key);
    }
    JsonObject pdu =
        whole
            .add("origin", config.serverName().value())
            .add("pdu_id", "template")
            .add("origin_server_ts", now)
            .add("ts", now)
            .add("context", room.value())
            .add("pdu_type", EventType.MEMBER)
            .add("is_state", JsonValue.TRUE)
            .add("state_key", user)
            .add("user_id", user)
            .add("content", draft.content())
            .build();
    Event read = RoomRules.of(RoomVersion.V2014).codec().decode(pdu);
    EventPlace place =
        new EventPlace(
            room,
            config.serverName(),
            ids.event(),
            now,
            read.depth(),
            read.prevEvents(),
            List.of(),
            read.prevState(),
            0,
            read.requiredPowerLevel());
    return signer.of(RoomVersion.V2014).make(draft, place);
  }

  /** The finished event of one of our users that follows another of which alone we know. */
  SignedPdu following(Event known, EventDraft draft) {
    EventPlace place =
        new EventPlace(
            known.room(),
            config.serverName(),
            ids.event(),
            clock.millis(),
            known.depth() + 1,
            List.of(new EventReference(known.id(), null)),
            List.of(),
            known.id(),
            0,
            null);
    return signer.of(RoomVersion.V2014).make(draft, place);
  }

  private EventPlace place(RoomPlace place, EventDraft draft, ServerName origin) {
    RoomHead head = place.head();
    @Nullable EventId replaced =
        draft.slot() == null ? null : place.state().find(draft.slot()).map(Event::id).orElse(null);
    return new EventPlace(
        place.room().room(),
        origin,
        ids.event(),
        clock.millis(),
        head.depth() + 1,
        head.extremities().stream().map(RoomHead.Extremity::reference).toList(),
        List.of(),
        replaced,
        rules(place).levels().read(place.state()).of(draft.sender()),
        RequiredLevelStamp.of(draft, place.state()));
  }

  private static RoomRules rules(RoomPlace place) {
    return RoomRules.of(place.room().version());
  }
}
