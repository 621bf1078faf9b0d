package org.matrixee.server.event;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.TimelineQuery;
import org.matrixee.store.federation.SigningKeyStore.RetiredKey;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;
import org.matrixee.store.memory.InMemoryStores;

/** The room engine on stores in memory, put together as the container does, without one. */
public final class Engine implements AutoCloseable {
  private static final JsonProvider JSON = JsonProvider.provider();

  public final InMemoryStores stores;
  public final MatrixConfig config;
  public final ServerSigner signer;
  public final Streams streams = new Streams();
  public final RoomSequencer sequencer;
  public final RoomFounder founder;
  public final TornRooms torn;
  public final TestThreads threads = new TestThreads();
  public final List<Consumer<RoomEventsAppended>> onAppended = new ArrayList<>();
  public final List<Consumer<StreamAdvanced>> onAdvanced = new ArrayList<>();

  /** The database refuses events that hold this word; null for none. */
  public volatile @Nullable String poison;

  /** How it refuses them: like a database that is not well, unless a test says otherwise. */
  public volatile Supplier<RuntimeException> refusal = () -> new IllegalStateException("bad row");

  /** Every transaction of the engine calls it, before the commit. */
  public volatile Runnable beforeCommit = () -> {};

  /** Every transaction of the engine calls it, right after the commit. */
  public volatile Runnable afterCommit = () -> {};

  /** How many transactions have been committed. */
  public final AtomicInteger commits = new AtomicInteger();

  /** A new server. */
  public Engine() {
    this(new InMemoryStores());
  }

  /** A server that starts on the rows of an earlier one. */
  public Engine(InMemoryStores stores) {
    this(stores, "localhost");
  }

  /** A server with a name. */
  public Engine(InMemoryStores stores, String name) {
    this.stores = stores;
    this.config = MatrixConfig.read(key -> key.equals("MATRIX_SERVER_NAME") ? name : null);
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    streams.start(stores.inTransaction(() -> stores.events().maxPosition()));
    ServerKeyTransactions keys =
        new ServerKeyTransactions(stores.signingKeys(), clock) {
          @Override
          public SigningKey findOrCreate(SigningKey fresh) {
            return stores.inTransaction(() -> super.findOrCreate(fresh));
          }

          @Override
          public List<RetiredKey> retired() {
            return stores.inTransaction(super::retired);
          }
        };
    ServerKey key = new ServerKey(config, random, keys);
    key.load();
    signer = key.signer();
    RoomHeads heads = new RoomHeads();
    RecentAnswers recent = new RecentAnswers();
    BatchReader reader =
        new BatchReader(
            stores.events(),
            stores.states(),
            stores.rooms(),
            stores.memberships(),
            stores.aliases(),
            stores.clientTransactions(),
            stores.relations(),
            new GraphReader(stores.graph()),
            heads,
            recent,
            config,
            clock);
    torn = new TornRooms(clock, random);
    EventSigner events = new EventSigner(key);
    LocalIds ids = new LocalIds(random);
    founder = new RoomFounder(config, events, ids, clock);
    DraftSender drafts = new DraftSender(config, events, ids, torn, clock);
    RoomUpgrader upgrader =
        new RoomUpgrader(drafts, stores.events(), stores.rooms(), stores.aliases(), clock);
    CommandRunner runner =
        new CommandRunner(drafts, upgrader, received(), stores.aliases(), config);
    EventAppender appender = new TransactionalAppender(reader, runner, clock);
    BatchCommitter committer =
        new BatchCommitter(
            appender,
            heads,
            recent,
            streams,
            new Observers<>(onAppended),
            new Observers<>(onAdvanced));
    sequencer = new RoomSequencer(config, committer, threads);
  }

  private ReceivedEvents received() {
    KnownEvents known = new KnownEvents(stores.events(), stores.states());
    ForkedState forks = new ForkedState(known, stores.graph());
    EventAdder adder = new EventAdder(forks, known, torn);
    return new ReceivedEvents(
        new EventJudge(forks, new EdgeState(known), known, adder, torn, config),
        new RoomAdopter(forks, known, config),
        new HistoryAdder(known),
        new RoomPast(stores.graph(), known, config),
        known);
  }

  /** The appender within a transaction, as the container would call it. */
  private final class TransactionalAppender extends EventAppender {
    TransactionalAppender(BatchReader reader, CommandRunner runner, Clock clock) {
      super(
          reader,
          runner,
          failingEvents(),
          stores.states(),
          stores.clientTransactions(),
          stores.outbox(),
          config,
          clock);
    }

    @Override
    public BatchResult append(
        List<RoomCommand> commands, BatchCommitter.TicketBox tickets, boolean certain) {
      BatchResult result =
          stores.inTransaction(
              () -> {
                BatchResult made = super.append(commands, tickets, certain);
                beforeCommit.run();
                return made;
              });
      commits.incrementAndGet();
      afterCommit.run();
      return result;
    }
  }

  /** The event store, which fails to write events that hold the {@link #poison}. */
  @SuppressWarnings("unchecked") // the port says what append is given
  private EventStore failingEvents() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("append")) {
            for (RoomAppend append : (List<RoomAppend>) arguments[0]) {
              append.events().forEach(event -> refusePoison(event.json().toString()));
            }
          }
          try {
            return method.invoke(stores.events(), arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (EventStore)
        Proxy.newProxyInstance(
            EventStore.class.getClassLoader(), new Class<?>[] {EventStore.class}, handler);
  }

  private void refusePoison(String json) {
    String word = poison;
    if (word != null && json.contains(word)) {
      throw refusal.get();
    }
  }

  /** Makes a public room of a user. */
  public RoomRef createRoom(UserId creator, @Nullable RoomAlias alias) {
    List<EventDraft> drafts =
        List.of(
            byServer(creator, EventType.CREATE, "", object("creator", creator.value())),
            byServer(creator, EventType.MEMBER, creator.value(), object("membership", "join")),
            byServer(creator, EventType.JOIN_RULES, "", object("join_rule", "public")),
            byServer(
                creator,
                EventType.SEND_EVENT_LEVEL,
                "",
                JSON.createObjectBuilder().add("level", 0).build()));
    return createRoom(RoomVersion.V2014, creator, drafts, alias);
  }

  /** Makes a room of a version. */
  public RoomRef createRoom(
      RoomVersion version, UserId creator, List<EventDraft> drafts, @Nullable RoomAlias alias) {
    long nid = stores.inTransaction(() -> stores.events().nextNids(1)[0]);
    SignedPdu first = founder.found(version, drafts.get(0));
    RoomRef room = new RoomRef(nid, first.event().room(), version, true);
    List<EventDraft> rest = drafts.subList(1, drafts.size());
    await(
        sequencer.submit(
            new RoomCommand.Create(room, requester(creator), null, first, rest, alias)));
    return room;
  }

  private static EventDraft byServer(UserId user, String type, String key, JsonObject content) {
    return new EventDraft(type, key, user, content, null, null, true);
  }

  /** Sends a message. */
  public CompletionStage<RoomOutcome> say(
      RoomRef room, UserId user, String body, @Nullable TransactionKey key) {
    JsonObject content =
        JSON.createObjectBuilder().add("msgtype", "m.text").add("body", body).build();
    return submit(room, user, EventDraft.message(user, EventType.MESSAGE, content), key);
  }

  /** Sets a membership. */
  public CompletionStage<RoomOutcome> member(
      RoomRef room, UserId user, UserId target, String membership) {
    return submit(
        room,
        user,
        EventDraft.state(user, EventType.MEMBER, target.value(), object("membership", membership)),
        null);
  }

  /** Leaves a draft in the room's mailbox. */
  public CompletionStage<RoomOutcome> submit(
      RoomRef room, UserId user, EventDraft draft, @Nullable TransactionKey key) {
    return sequencer.submit(new RoomCommand.Send(room, requester(user), key, draft));
  }

  /** All events of a room, oldest first. */
  public List<StoredEvent> history(RoomRef room) {
    return stores.inTransaction(
        () ->
            stores
                .events()
                .page(
                    new TimelineQuery(
                        room.nid(), null, null, false, Long.MAX_VALUE, Integer.MAX_VALUE)));
  }

  /** A user who is logged in; token numbers are those of the names. */
  public static Requester requester(UserId user) {
    return new Requester(user, user.value().hashCode(), false);
  }

  /** A one-key object. */
  public static JsonObject object(String key, String value) {
    return JSON.createObjectBuilder().add(key, value).build();
  }

  /** The answer, or the exception that it ended with. */
  public static <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    threads.close();
  }

  /** Threads without a container. */
  public static final class TestThreads extends Threads implements AutoCloseable {
    private final ExecutorService executor = Executors.newFixedThreadPool(8);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);

    @Override
    public Executor executor() {
      return executor;
    }

    /** Does something again and again. */
    public void every(Duration period, Runnable task) {
      ScheduledFuture<?> unused =
          scheduler.scheduleAtFixedRate(
              task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
      assert !unused.isDone();
    }

    @Override
    public void close() {
      executor.shutdownNow();
      scheduler.shutdownNow();
    }
  }

  /** CDI's events, handed straight to the observers. */
  public record Observers<T>(List<Consumer<T>> observers) implements Event<T> {
    @Override
    public void fire(T event) {
      observers.forEach(observer -> observer.accept(event));
    }

    @Override
    public <U extends T> CompletionStage<U> fireAsync(U event) {
      throw new AssertionError("not used");
    }

    @Override
    public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
      throw new AssertionError("not used");
    }

    @Override
    public Event<T> select(Annotation... qualifiers) {
      return this;
    }

    @Override
    public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
      throw new AssertionError("not used");
    }

    @Override
    public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
      throw new AssertionError("not used");
    }
  }
}
