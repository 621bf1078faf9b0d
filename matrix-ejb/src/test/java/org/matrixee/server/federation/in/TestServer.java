package org.matrixee.server.federation.in;

import static org.matrixee.server.event.Engine.await;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.EventPlace;
import org.matrixee.server.event.rules.SignedPduFactory;
import org.matrixee.server.federation.query.EventQueryService;
import org.matrixee.server.federation.trust.ServerFaults;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyHook;
import org.matrixee.server.policy.PolicyQuestion;
import org.matrixee.server.room.RoomLookup;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.memory.InMemoryStores;
import org.matrixee.store.room.RoomMembership;

/** A server of a {@link TestNetwork}: the engine with the incoming road, on stores in memory. */
final class TestServer {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final AtomicLong NUMBER = new AtomicLong();

  final Engine engine;
  final EventQueryService queries;
  final PduRoad road;
  final RoomAdoption rooms;
  final RoomRefs refs;
  final RemoteEvents remote;
  final HistoryFill history;
  final RoomMender mender;
  final ServerFaults faults = new ServerFaults(Clock.systemUTC());

  /** Words that this server's policy does not want. */
  final Set<String> unwanted = new CopyOnWriteArraySet<>();

  private final PolicyHook hook =
      new PolicyHook() {
        @Override
        public boolean isOn() {
          return true;
        }

        @Override
        public CompletionStage<Verdict> ask(PolicyQuestion question) {
          String content = question.content().toString();
          return CompletableFuture.completedStage(
              unwanted.stream().anyMatch(content::contains)
                  ? Verdict.denied("test", "This is not wanted here.")
                  : Verdict.allowed());
        }
      };

  TestServer(TestNetwork network, String name) {
    engine = new Engine(new InMemoryStores(), name);
    InMemoryStores stores = engine.stores;
    RoomLookup lookup = lookup(stores);
    refs = new RoomRefs(lookup);
    queries =
        new EventQueryService(
            refs,
            stores.memberships(),
            stores.events(),
            stores.graph(),
            stores.states(),
            stores.outbox(),
            stores.destinations(),
            engine.config);
    PduCheck check = new PduCheck(network.keyRing(), engine.threads, Clock.systemUTC());
    PolicyCheck policy = new PolicyCheck(new Policy(List.of(hook)), engine.config);
    remote = new RemoteEvents(network.client(name()), check, engine.config);
    OutsideRooms outside = new OutsideRooms(refs, lookup, engine.sequencer, policy, engine.config);
    ExpectedRooms expected = new ExpectedRooms();
    road =
        new PduRoad(
            check,
            remote,
            policy,
            engine.sequencer,
            refs,
            outside,
            expected,
            faults,
            engine.threads,
            Clock.systemUTC());
    history =
        new HistoryFill(
            gaps(stores), remote, engine.sequencer, policy, engine.config, engine.threads);
    mender = new RoomMender(engine.torn, speakers(stores, engine.config), engine.sequencer);
    rooms = new RoomAdoption(check, road, outside, expected, engine.sequencer, engine.threads);
  }

  private static RoomLookup lookup(InMemoryStores stores) {
    return new RoomLookup(stores.rooms(), stores.aliases(), stores.accounts(), stores.events()) {
      @Override
      public Optional<RoomRef> find(RoomId room) {
        return stores.inTransaction(() -> super.find(room));
      }

      @Override
      public long newRoomNid() {
        return stores.inTransaction(super::newRoomNid);
      }
    };
  }

  private static HistoryGaps gaps(InMemoryStores stores) {
    return new HistoryGaps(stores.graph(), stores.memberships()) {
      @Override
      public List<AwaitedEvent> find(long roomNid, long fromDepth, long toDepth) {
        return stores.inTransaction(() -> super.find(roomNid, fromDepth, toDepth));
      }

      @Override
      public Set<ServerName> servers(long roomNid) {
        return stores.inTransaction(() -> super.servers(roomNid));
      }
    };
  }

  private static LocalSpeakers speakers(InMemoryStores stores, MatrixConfig config) {
    return new LocalSpeakers(stores.states(), config) {
      @Override
      public List<UserId> find(RoomRef room) {
        return stores.inTransaction(() -> super.find(room));
      }
    };
  }

  ServerName name() {
    return engine.config.serverName();
  }

  UserId user(String localpart) {
    return new UserId("@" + localpart + ":" + name());
  }

  RoomRef room(RoomId room) {
    return refs.get(room);
  }

  RoomHead head(RoomId room) {
    return engine.stores.inTransaction(
        () -> {
          RoomLock lock =
              engine.stores.events().lock(List.of(room(room).nid())).get(room(room).nid());
          return engine.stores.events().heads(List.of(lock)).get(room(room).nid());
        });
  }

  /** An event of a user here, upon given predecessors; only made, not sent. */
  JsonObject make(RoomId room, EventDraft draft, long depth, List<EventReference> prev) {
    return make(room, draft, depth, prev, null);
  }

  JsonObject make(
      RoomId room,
      EventDraft draft,
      long depth,
      List<EventReference> prev,
      @Nullable EventId prevState) {
    return make(room, draft, depth, prev, prevState, null);
  }

  JsonObject make(
      RoomId room,
      EventDraft draft,
      long depth,
      List<EventReference> prev,
      @Nullable EventId prevState,
      @Nullable Long requiredLevel) {
    EventPlace place =
        new EventPlace(
            room,
            name(),
            "made" + NUMBER.incrementAndGet(),
            1_413_500_000_000L,
            depth,
            prev,
            List.of(),
            prevState,
            0,
            requiredLevel);
    return new SignedPduFactory(RoomVersions.get(RoomVersion.V2014), engine.signer)
        .make(draft, place)
        .event()
        .pdu();
  }

  /** An event of a user here, upon what another server has newest. */
  JsonObject makeUpon(TestServer other, RoomId room, EventDraft draft) {
    RoomHead head = other.head(room);
    @Nullable EventId replaced =
        draft.slot() == null ? null : other.current(room).get(draft.slot());
    return make(
        room,
        draft,
        head.depth() + 1,
        head.extremities().stream().map(RoomHead.Extremity::reference).toList(),
        replaced);
  }

  /** The ID of a PDU. */
  static EventId id(JsonObject pdu) {
    return new EventId(pdu.getString("pdu_id") + "@" + pdu.getString("origin"));
  }

  /** How others name a PDU. */
  static EventReference named(JsonObject pdu) {
    return new EventReference(id(pdu), null);
  }

  /** What the next event of this server follows. */
  List<EventReference> newest(RoomId room) {
    return head(room).extremities().stream().map(RoomHead.Extremity::reference).toList();
  }

  /** A user's membership. */
  Membership membership(RoomId room, UserId user) {
    return engine.stores.inTransaction(
        () ->
            engine
                .stores
                .memberships()
                .find(room(room).nid(), user)
                .map(RoomMembership::membership)
                .orElseThrow());
  }

  /** A user here joins through another server, as make_join and send_join do. */
  void join(TestServer through, RoomId room, UserId user) {
    JsonObject join = makeUpon(through, room, membership(user, user, "join"));
    List<JsonObject> state =
        through.engine.stores.inTransaction(
            () ->
                through
                    .engine
                    .stores
                    .states()
                    .currentAll(List.of(through.room(room).nid()))
                    .get(through.room(room).nid())
                    .stream()
                    .map(event -> JsonReader.PDU.readObject(event.json().sharedBytes()))
                    .toList());
    PduOutcome outcome = await(through.road.receiveAndRelay(new Origin(name()), join));
    if (!outcome.isAccepted()) {
      throw new AssertionError(outcome);
    }
    await(rooms.adopt(new RemoteRooms.Adoption(through.name(), room, state, join)));
  }

  static EventDraft membership(UserId sender, UserId target, String membership) {
    return EventDraft.state(
        sender, EventType.MEMBER, target.value(), Engine.object("membership", membership));
  }

  static EventDraft topic(UserId sender, String topic) {
    return EventDraft.state(sender, EventType.TOPIC, "", Engine.object("topic", topic));
  }

  static EventDraft message(UserId sender, String body) {
    return EventDraft.message(
        sender,
        EventType.MESSAGE,
        JSON.createObjectBuilder().add("msgtype", "m.text").add("body", body).build());
  }

  /** Sends for a local user; true if the room allowed it. */
  boolean send(RoomId room, EventDraft draft) {
    try {
      await(engine.submit(room(room), draft.sender(), draft, null));
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  PduOutcome receive(ServerName sender, JsonObject pdu) {
    return await(road.receive(new Origin(sender), pdu));
  }

  /** Every accepted event of a room that this server made, oldest first. */
  List<JsonObject> own(RoomId room) {
    List<JsonObject> own = new ArrayList<>();
    for (StoredEvent event : engine.history(room(room))) {
      if (event.sender().server().equals(name())) {
        own.add(JsonReader.PDU.readObject(event.json().sharedBytes()));
      }
    }
    return own;
  }

  /** The current state by event. */
  Map<StateTuple, EventId> current(RoomId room) {
    Map<StateTuple, EventId> current =
        new TreeMap<>(
            java.util.Comparator.comparing(StateTuple::type).thenComparing(StateTuple::stateKey));
    engine.stores.run(
        () ->
            engine
                .stores
                .states()
                .currentAll(List.of(room(room).nid()))
                .getOrDefault(room(room).nid(), List.of())
                .forEach(
                    event ->
                        current.put(new StateTuple(event.type(), event.stateKey()), event.id())));
    return current;
  }
}
