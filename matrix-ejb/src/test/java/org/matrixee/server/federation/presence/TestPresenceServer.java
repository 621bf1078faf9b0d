package org.matrixee.server.federation.presence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.Engine.Observers;
import org.matrixee.server.federation.edu.EduHandler;
import org.matrixee.server.federation.out.DestinationRecovered;
import org.matrixee.server.federation.out.OutgoingEdus;
import org.matrixee.server.federation.out.OutgoingEdus.Lasting;
import org.matrixee.server.federation.presence.rules.WatchRequest;
import org.matrixee.server.presence.PresenceBatch;
import org.matrixee.server.presence.PresenceListChanged;
import org.matrixee.server.presence.PresenceListService;
import org.matrixee.server.presence.TestPresence;
import org.matrixee.store.memory.InMemoryStores;

/** The presence of one server on stores in memory, and a network that the test looks into. */
final class TestPresenceServer implements AutoCloseable {
  final ServerName name;
  final Engine engine;
  final TestPresence presence;
  final PresencePushes pushes;
  final PresencePolls polls;
  final PresenceInbox inbox;
  final List<PresenceBatch> told = new CopyOnWriteArrayList<>();

  /** Every EDU that was sent, whether it arrived or not. */
  final List<Sent> sent = new CopyOnWriteArrayList<>();

  /** Servers that take nothing. */
  final Set<ServerName> unreachable = new HashSet<>();

  /** Happens once, right after the database was asked whom somebody here may see. */
  final AtomicReference<Runnable> afterWanted = new AtomicReference<>(() -> {});

  /** How many transactions presence across servers asked for. */
  final AtomicInteger queries = new AtomicInteger();

  private final Map<ServerName, TestPresenceServer> network;
  private final Map<String, EduHandler> handlers = new HashMap<>();
  private final PresenceListService lists;
  private final Network out = new Network();
  private final Map<ServerName, Long> heardTs = new HashMap<>();
  private final Queue<Lasting> kept = new ConcurrentLinkedQueue<>();

  /** An EDU on its way. */
  record Sent(ServerName destination, String type, JsonObject content, @Nullable String key) {}

  TestPresenceServer(
      String name, Map<ServerName, TestPresenceServer> network, Map<String, String> settings) {
    this(name, network, settings, new InMemoryStores());
  }

  /** A server that starts on the rows of an earlier one. */
  TestPresenceServer(
      String name,
      Map<ServerName, TestPresenceServer> network,
      Map<String, String> settings,
      InMemoryStores stores) {
    this.name = new ServerName(name);
    this.network = network;
    engine = new Engine(stores, name);
    MatrixConfig config =
        MatrixConfig.read(key -> key.equals("MATRIX_SERVER_NAME") ? name : settings.get(key));
    presence = new TestPresence(stores, config, engine.threads);
    OutgoingEdus edus = out;
    ServersOfRooms roomServers = new ServersOfRooms();
    Threads atOnce =
        new Threads() {
          @Override
          public Executor executor() {
            return Runnable::run;
          }
        };
    PresenceReader reader = new Reader(config, roomServers);
    pushes = new PresencePushes(config, reader, edus, presence.clock);
    polls = new PresencePolls(config, reader, presence.others, edus, atOnce, presence.clock);
    inbox = new PresenceInbox(reader, pushes, presence.others, presence.writer, engine.threads);
    Observers<PresenceListChanged> changed = new Observers<>(List.of(presence::onListChanged));
    ListsAcrossServers across =
        new ListsAcrossServers(
            config, stores.presenceLists(), edus, new Observers<>(List.of(polls::onUnwatched)));
    WatchRequests requests = new Requests(config, edus, across, changed);
    lists =
        new PresenceListService(
            config,
            presence.register,
            stores.presenceLists(),
            stores.presences(),
            stores.accounts(),
            stores.memberships(),
            across,
            changed);
    for (EduHandler handler :
        List.of(
            new PresenceEduHandler(config, inbox, presence.clock),
            new PresenceInviteHandler(requests),
            new PresenceAcceptHandler(requests, polls),
            new PresenceDenyHandler(requests))) {
      handlers.put(handler.type(), handler);
    }
    presence.onStarted.add(pushes::onStarted);
    presence.onStarted.add(polls::onStarted);
    presence.onBatch.add(pushes::onPresence);
    presence.onBatch.add(told::add);
    engine.onAppended.add(roomServers::onAppended);
    engine.onAppended.add(presence::onAppended);
    engine.onAppended.add(pushes::onAppended);
    engine.onAppended.add(inbox::onAppended);
    network.put(this.name, this);
    presence.writer.start();
  }

  UserId user(String localpart) {
    return new UserId("@" + localpart + ":" + name);
  }

  /** A user with an account, and a display name. */
  UserId account(String localpart) {
    UserId user = user(localpart);
    String shown = localpart.toUpperCase(java.util.Locale.ROOT);
    engine.stores.run(
        () -> engine.stores.accounts().create(new Account(user, null, shown, null, false, 1)));
    return user;
  }

  /** Changes a list, as a client's request does. */
  void change(UserId observer, List<UserId> invite, List<UserId> drop) {
    engine.stores.run(() -> lists.change(Engine.requester(observer), observer, invite, drop));
  }

  List<UserPresence> list(UserId observer) {
    return engine.stores.inTransaction(() -> lists.get(Engine.requester(observer), observer));
  }

  /** Another server sends an EDU. */
  void receive(ServerName origin, String type, JsonObject content) {
    handlers.get(type).handle(new Origin(origin), content);
  }

  void recovered(ServerName server) {
    unreachable.remove(server);
    pushes.onRecovered(new DestinationRecovered(server));
    polls.onRecovered(new DestinationRecovered(server));
  }

  /** What the clients of this server see of a user. */
  Presence seen(UserId user) {
    return presence.kept(user);
  }

  /** The newest that was told in the streams about a user; null if nothing. */
  @Nullable UserPresence toldOf(UserId user) {
    UserPresence newest = null;
    for (PresenceBatch batch : told) {
      for (PresenceUpdate update : batch.updates()) {
        newest = update.shown().user().equals(user) ? update.shown() : newest;
      }
    }
    return newest;
  }

  List<Sent> sent(ServerName destination, String type) {
    return sent.stream()
        .filter(edu -> edu.destination().equals(destination) && edu.type().equals(type))
        .toList();
  }

  private void deliverKept() {
    Queue<Lasting> stays = new ConcurrentLinkedQueue<>();
    for (Lasting edu = kept.poll(); edu != null; edu = kept.poll()) {
      if (unreachable.contains(edu.destination())) {
        stays.add(edu);
      } else {
        out.deliver(new Sent(edu.destination(), edu.eduType(), edu.content(), null));
      }
    }
    kept.addAll(stays);
  }

  @Override
  public void close() {
    engine.close();
  }

  /** Lets everything on all servers come to rest. */
  static void settle(Collection<TestPresenceServer> servers) {
    for (int round = 0; round < 4; round++) {
      for (TestPresenceServer server : servers) {
        server.deliverKept();
        while (!server.inbox.isIdle()) {
          Thread.onSpinWait();
        }
        server.presence.run();
        server.inbox.flush();
        server.pushes.flush();
        server.polls.flush();
      }
    }
  }

  private final class Network implements OutgoingEdus {
    @Override
    public void send(
        ServerName destination,
        String eduType,
        LongFunction<JsonObject> content,
        @Nullable String replaceKey) {
      assertThat(destination).isNotEqualTo(name);
      deliver(new Sent(destination, eduType, content.apply(presence.clock.millis()), replaceKey));
    }

    private void deliver(Sent edu) {
      sent.add(edu);
      TestPresenceServer other = network.get(edu.destination());
      if (other != null && !unreachable.contains(edu.destination())) {
        heardTs.put(edu.destination(), presence.clock.millis());
        other.receive(name, edu.type(), edu.content());
      }
    }

    @Override
    public void keep(List<Lasting> edus) {
      kept.addAll(edus);
    }

    @Override
    public int kept(ServerName destination, int most) {
      return (int)
          kept.stream().filter(edu -> edu.destination().equals(destination)).limit(most).count();
    }

    @Override
    public boolean isFailing(ServerName destination) {
      return unreachable.contains(destination);
    }

    @Override
    public long lastHeardTs(ServerName server) {
      return heardTs.getOrDefault(server, 0L);
    }
  }

  private <T> T query(Supplier<T> work) {
    queries.incrementAndGet();
    return engine.stores.inTransaction(work);
  }

  private final class Reader extends PresenceReader {
    Reader(MatrixConfig config, ServersOfRooms roomServers) {
      super(
          config,
          roomServers,
          presence.register,
          engine.stores.presences(),
          engine.stores.presenceLists(),
          engine.stores.memberships(),
          engine.stores.accounts());
    }

    @Override
    public Map<UserId, Set<ServerName>> audience(Collection<UserId> ours) {
      return query(() -> super.audience(ours));
    }

    @Override
    public Set<UserId> wanted(Collection<UserId> theirs) {
      Set<UserId> wanted = query(() -> super.wanted(theirs));
      afterWanted.getAndSet(() -> {}).run();
      return wanted;
    }

    @Override
    public List<UserPresence> watch(
        ServerName server, Collection<UserId> polled, Collection<UserId> unpolled) {
      return query(() -> super.watch(server, polled, unpolled));
    }

    @Override
    public List<UserPresence> ofOurs(long after, int limit) {
      return query(() -> super.ofOurs(after, limit));
    }

    @Override
    public List<UserPresence> awakeIn(Collection<Long> rooms) {
      return query(() -> super.awakeIn(rooms));
    }

    @Override
    public Set<UserId> observedOn(Collection<ServerName> servers) {
      return query(() -> super.observedOn(servers));
    }

    @Override
    public Set<ServerName> observedServers() {
      return query(super::observedServers);
    }
  }

  private final class Requests extends WatchRequests {
    Requests(
        MatrixConfig config,
        OutgoingEdus edus,
        ListsAcrossServers across,
        Observers<PresenceListChanged> changed) {
      super(
          config,
          engine.stores.presenceLists(),
          engine.stores.accounts(),
          engine.stores.memberships(),
          edus,
          across,
          changed);
    }

    @Override
    public void invited(Origin origin, WatchRequest said) {
      engine.stores.run(() -> super.invited(origin, said));
    }

    @Override
    public boolean accepted(Origin origin, WatchRequest request) {
      return engine.stores.inTransaction(() -> super.accepted(origin, request));
    }

    @Override
    public void denied(Origin origin, WatchRequest request) {
      engine.stores.run(() -> super.denied(origin, request));
    }
  }
}
