package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.event.GraphNode;

/**
 * Random rooms on four servers that are cut off from each other again and again, with bans, levels
 * and topics that conflict, and events that arrive in random order: afterwards all say the same.
 */
@DisplayName("federation-v1, 8: equal state whatever the order")
class ConvergencePropertyTest {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int ROUNDS = 6;
  private static final int MOST_MERGES = 8;
  private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

  private final TestNetwork network = new TestNetwork();
  private final List<TestServer> servers = new ArrayList<>();
  private final List<UserId> users = new ArrayList<>();
  private final Map<EventId, JsonObject> all = new HashMap<>();
  private final Map<TestServer, Set<EventId>> given = new HashMap<>();
  private final Set<EventId> lawless = new HashSet<>();
  private long settled;
  private boolean hiding;

  @ParameterizedTest
  @MethodSource
  void allServersAgree(int seed) {
    Random random = new Random(seed);
    hiding = seed % 3 == 0;
    RoomId room = makeRoom();
    for (int round = 0; round < ROUNDS; round++) {
      for (TestServer server : servers) {
        act(server, room, random);
      }
      collect(room);
      if (seed % 4 == 0 && round == 2) {
        flood(servers.get(random.nextInt(servers.size())), room, random);
      }
      for (TestServer server : servers) {
        deliver(server, random, random.nextInt(3) == 0 ? 1.0 : random.nextDouble());
      }
    }
    heal(room, random);
    assertSameState(room);
    everybodySpeaks(room, random);
    everybodySpeaks(room, random);

    assertSameState(room);
    if (!hiding) {
      assertSamePast();
    }
    count();
    network.close();
  }

  private void count() {
    COUNTS.merge("rejected", rejected(servers.get(0)).size(), Integer::sum);
    for (TestServer server : servers) {
      nodes(server)
          .forEach(
              (id, node) -> {
                if (node.status() == EventStatus.SOFT_FAILED) {
                  COUNTS.merge("soft-failed", 1, Integer::sum);
                }
              });
    }
    all.values()
        .forEach(
            pdu -> {
              if (pdu.getJsonArray("prev_pdus").size() > 1) {
                COUNTS.merge("merges", 1, Integer::sum);
              }
            });
  }

  static IntStream allServersAgree() {
    return IntStream.rangeClosed(1, Integer.getInteger("seeds", 20));
  }

  /** Whether the rooms were worth looking at. */
  @AfterAll
  static void sawConflicts() {
    assertThat(COUNTS.get("rejected")).isGreaterThan(20);
    assertThat(COUNTS.get("soft-failed")).isGreaterThan(20);
    assertThat(COUNTS.get("merges")).isGreaterThan(200);
    assertThat(COUNTS.get("mended")).isGreaterThan(20);
    assertThat(COUNTS.get("lies")).isGreaterThan(50);
    assertThat(COUNTS.get("floods")).isGreaterThan(2);
  }

  private RoomId makeRoom() {
    for (String name : List.of("a.example", "b.example", "c.example", "d.example")) {
      TestServer server = network.add(name);
      servers.add(server);
      given.put(server, new HashSet<>());
      users.add(server.user("admin"));
      users.add(server.user("user"));
    }
    TestServer first = servers.get(0);
    UserId creator = first.user("admin");
    RoomId room = first.engine.createRoom(creator, null).room();
    for (TestServer server : servers) {
      for (UserId user : List.of(server.user("admin"), server.user("user"))) {
        if (!user.equals(creator)) {
          join(server, first, room, user);
        }
      }
    }
    first.send(room, levels(creator, new Random(0), 0));
    collect(room);
    servers.forEach(server -> deliver(server, new Random(0), 1.0));
    settled = first.head(room).depth();
    return room;
  }

  private void join(TestServer server, TestServer first, RoomId room, UserId user) {
    if (server == first) {
      first.send(room, TestServer.membership(user, user, "join"));
    } else {
      collect(room);
      servers.stream()
          .filter(s -> s.refs.find(room).isPresent())
          .forEach(s -> deliver(s, new Random(1), 1.0));
      server.join(first, room, user);
      if (given.get(server).isEmpty()) {
        // What was before the join comes as state, or as history when somebody looks for it.
        given.get(server).addAll(all.keySet());
      }
      collect(room);
    }
  }

  private EventDraft levels(UserId sender, Random random, int spread) {
    var content = JSON.createObjectBuilder().add("default", 0);
    for (UserId user : users) {
      boolean admin = user.localpart().equals("admin");
      content.add(user.value(), admin ? 100 : 50 + (spread == 0 ? 0 : random.nextInt(spread)));
    }
    return EventDraft.state(sender, EventType.POWER_LEVELS, "", content.build());
  }

  private void act(TestServer server, RoomId room, Random random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      UserId actor = server.user(random.nextBoolean() ? "admin" : "user");
      UserId victim = users.get(random.nextInt(users.size()));
      switch (random.nextInt(10)) {
        case 6 -> breakTheLaw(server, room, victim);
        case 7 -> lie(server, room, random);
        case 0, 1 -> server.send(room, TestServer.topic(actor, "topic " + random.nextInt(1000)));
        case 2 -> server.send(room, levels(actor, random, 49));
        case 3 -> {
          if (victim.localpart().equals("user")) {
            server.send(
                room, TestServer.membership(actor, victim, random.nextBoolean() ? "ban" : "leave"));
          }
        }
        case 4 -> server.send(room, TestServer.membership(actor, actor, "join"));
        case 5 ->
            server.send(
                room,
                EventDraft.state(
                    actor, EventType.NAME, "", Engine.object("name", "n" + random.nextInt(1000))));
        default -> server.send(room, TestServer.message(actor, "hello"));
      }
    }
  }

  /** An event that its server's own rules would refuse, and one that builds on it. */
  private void breakTheLaw(TestServer server, RoomId room, UserId victim) {
    UserId user = server.user("user");
    JsonObject ban =
        server.makeUpon(
            server, room, TestServer.membership(user, servers.get(0).user("admin"), "ban"));
    JsonObject after =
        server.make(
            room,
            TestServer.topic(user, "lawless against " + victim),
            ban.getInt("depth") + 1L,
            List.of(new EventReference(id(ban), null)),
            server.current(room).get(StateTuple.of(EventType.TOPIC)));
    makeKnown(server, ban);
    makeKnown(server, after);
  }

  /** An event that may be right, but claims to replace anything at all. */
  private void lie(TestServer server, RoomId room, Random random) {
    UserId user = server.user(random.nextBoolean() ? "admin" : "user");
    EventDraft draft =
        random.nextBoolean()
            ? TestServer.membership(user, user, "join")
            : TestServer.topic(user, "lie " + random.nextInt(1000));
    List<JsonObject> known = new ArrayList<>(all.values());
    known.sort(Comparator.comparing(pdu -> id(pdu).value()));
    JsonObject replaced = known.get(random.nextInt(known.size()));
    JsonObject pdu =
        server.make(room, draft, server.head(room).depth() + 1, server.newest(room), id(replaced));
    makeKnown(server, pdu);
    COUNTS.merge("lies", 1, Integer::sum);
  }

  /** An event that no honest server would make. Its own server hides it, or has it like others. */
  private void makeKnown(TestServer server, JsonObject pdu) {
    all.put(id(pdu), pdu);
    lawless.add(id(pdu));
    if (!hiding) {
      server.receive(server.name(), pdu);
      given.get(server).add(id(pdu));
    }
  }

  /** More events side by side than anybody follows up, upon a point of the past. */
  private void flood(TestServer server, RoomId room, Random random) {
    // What is older than the last join is known to some as a state that they were given.
    List<JsonObject> own =
        server.own(room).stream().filter(pdu -> pdu.getInt("depth") > settled).toList();
    if (own.isEmpty()) {
      return;
    }
    JsonObject old = own.get(random.nextInt(own.size()));
    UserId user = server.user("admin");
    for (int i = 0; i < 60; i++) {
      EventDraft draft =
          i % 10 == 0
              ? TestServer.membership(user, user, "join")
              : TestServer.message(user, "flood " + i);
      JsonObject pdu =
          server.make(room, draft, old.getInt("depth") + 1L, List.of(TestServer.named(old)));
      makeKnown(server, pdu);
    }
    COUNTS.merge("floods", 1, Integer::sum);
  }

  private void collect(RoomId room) {
    for (TestServer server : servers) {
      if (server.refs.find(room).isPresent()) {
        server.own(room).forEach(pdu -> all.put(id(pdu), pdu));
      }
    }
  }

  /** Gives a server a part of what it does not have, in any order, in transactions of any size. */
  private void deliver(TestServer server, Random random, double share) {
    List<JsonObject> fresh = new ArrayList<>();
    List<EventId> ids = new ArrayList<>(all.keySet());
    ids.sort((x, y) -> x.value().compareTo(y.value()));
    for (EventId id : ids) {
      boolean own = id.value().endsWith("@" + server.name()) && !lawless.contains(id);
      if (!own && !given.get(server).contains(id) && random.nextDouble() < share) {
        fresh.add(all.get(id));
      }
    }
    Collections.shuffle(fresh, random);
    while (!fresh.isEmpty()) {
      List<JsonObject> part = fresh.subList(0, Math.min(fresh.size(), 1 + random.nextInt(8)));
      TestServer sender = other(server, random);
      for (PduRoad.Received received :
          await(server.road.receive(new Origin(sender.name()), List.copyOf(part), false))) {
        if (!(received.outcome() instanceof PduOutcome.Dropped)) {
          given.get(server).add(received.id());
        }
      }
      part.clear();
    }
  }

  private TestServer other(TestServer server, Random random) {
    List<TestServer> others = new ArrayList<>(servers);
    others.remove(server);
    return others.get(random.nextInt(others.size()));
  }

  /** Everything arrives, and nobody says anything: the servers find together by themselves. */
  private void heal(RoomId room, Random random) {
    boolean torn = true;
    for (int i = 0; i < MOST_MERGES && torn; i++) {
      collect(room);
      servers.forEach(server -> deliver(server, random, 1.0));
      torn = false;
      for (TestServer server : servers) {
        for (RoomRef due : server.engine.torn.takeDue(Long.MAX_VALUE)) {
          COUNTS.merge("mended", await(server.mender.mend(due)) ? 1 : 0, Integer::sum);
          torn = true;
        }
      }
    }
    assertThat(torn).as("still torn").isFalse();
  }

  private void assertSameState(RoomId room) {
    TestServer first = servers.get(0);
    for (TestServer other : servers) {
      assertThat(other.current(room))
          .as(other.name() + ", current state")
          .isEqualTo(first.current(room));
    }
  }

  /**
   * Where nothing is kept back, every server has judged every event by the same state. Where the
   * past of an event cannot be had, the state before it is what others tell.
   */
  private void assertSamePast() {
    TestServer first = servers.get(0);
    Map<EventId, Map<StateTuple, EventId>> expected = statesBefore(first);
    for (TestServer other : servers) {
      assertThat(rejected(other)).as(other.name() + ", rejected").isEqualTo(rejected(first));
      Map<EventId, Map<StateTuple, EventId>> states = statesBefore(other);
      oldestFirst(states.keySet())
          .forEach(
              event ->
                  assertThat(states.get(event))
                      .as(other.name() + ", state before " + event + " " + all.get(event))
                      .isEqualTo(expected.get(event)));
    }
  }

  /**
   * In the order in which one could have come from another: the first that differs is the cause.
   */
  private List<EventId> oldestFirst(Collection<EventId> ids) {
    return ids.stream()
        .sorted(
            Comparator.<EventId>comparingInt(id -> all.get(id).getInt("depth"))
                .thenComparing(EventId::value))
        .toList();
  }

  private void everybodySpeaks(RoomId room, Random random) {
    collect(room);
    servers.forEach(server -> deliver(server, random, 1.0));
    for (TestServer server : servers) {
      assertThat(server.send(room, TestServer.message(server.user("admin"), "merge"))).isTrue();
    }
    collect(room);
    servers.forEach(server -> deliver(server, random, 1.0));
  }

  private Set<EventId> rejected(TestServer server) {
    Set<EventId> rejected = new HashSet<>();
    nodes(server)
        .forEach(
            (id, node) -> {
              if (node.status() == EventStatus.REJECTED) {
                rejected.add(id);
              }
            });
    return rejected;
  }

  private Map<EventId, GraphNode> nodes(TestServer server) {
    return server.engine.stores.inTransaction(
        () -> server.engine.stores.graph().nodes(all.keySet()));
  }

  /** The state before each event that every server knows in full. */
  private Map<EventId, Map<StateTuple, EventId>> statesBefore(TestServer server) {
    Set<EventId> known = new HashSet<>(all.keySet());
    servers.forEach(each -> known.retainAll(full(each)));
    Map<EventId, Map<StateTuple, EventId>> states = new HashMap<>();
    server.engine.stores.run(
        () -> {
          for (GraphNode node : server.engine.stores.graph().nodes(known).values()) {
            Map<StateTuple, EventId> state = new HashMap<>();
            for (StoredEvent event :
                server
                    .engine
                    .stores
                    .events()
                    .findAllByNid(server.engine.stores.states().all(node.snapshotBefore()))
                    .values()) {
              state.put(new StateTuple(event.type(), event.stateKey()), event.id());
            }
            states.put(node.id(), state);
          }
        });
    assertThat(states).hasSizeGreaterThan(20);
    return states;
  }

  private Set<EventId> full(TestServer server) {
    Set<EventId> full = new HashSet<>();
    nodes(server)
        .forEach(
            (id, node) -> {
              if (node.isStateKnown()) {
                full.add(id);
              }
            });
    return full;
  }

  private static EventId id(JsonObject pdu) {
    return new EventId(pdu.getString("pdu_id") + "@" + pdu.getString("origin"));
  }
}
