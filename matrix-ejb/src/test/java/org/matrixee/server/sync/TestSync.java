package org.matrixee.server.sync;

import static org.matrixee.server.event.Engine.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken.Live;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.presence.TestPresence;
import org.matrixee.server.typing.TypingChanged;
import org.matrixee.server.typing.TypingRegister;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceChange;

/** Streams of events and presence on the engine, put together as the container does. */
final class TestSync {
  final TestPresence presence;
  final SyncService service;
  final Followers followers;
  final PresenceStream presenceStream;
  final TypingRegister typing;
  final List<Consumer<TypingChanged>> onTyping = new ArrayList<>();

  /** How many transactions the streams asked for. */
  final AtomicInteger queries = new AtomicInteger();

  TestSync(Engine engine) {
    SyncReader reader = new InTransactions(engine);
    presence = new TestPresence(engine.stores, engine.config, engine.threads);
    followers = new Followers(reader);
    typing = new TypingRegister(new Engine.Observers<>(onTyping), presence.clock);
    presenceStream = new PresenceStream(followers, reader);
    NewsAudience audience = new NewsAudience(followers);
    LiveStream stream =
        new LiveStream(engine.streams, followers, reader, presenceStream, typing, audience);
    service =
        new SyncService(
            engine.config,
            stream,
            followers,
            engine.threads,
            presenceStream,
            presence.register,
            presence.writer,
            typing,
            audience);
    onTyping.add(service::onTyping);
    engine.onAppended.add(stream::onAppended);
    engine.onAppended.add(presence::onAppended);
    engine.onAdvanced.add(service::onAdvanced);
    presence.onStarted.add(presenceStream::onStarted);
    presence.onBatch.add(service::onPresence);
    presence.writer.start();
  }

  /** Where a user's stream stands, once the news of the user's own presence is over. */
  Live settled(UserId user) {
    await(service.await(Engine.requester(user), "192.0.2.1", null, Duration.ZERO, 0));
    presence.run();
    presenceStream.release(System.nanoTime() + Duration.ofDays(1).toNanos(), woken -> {});
    return await(service.await(Engine.requester(user), "192.0.2.1", null, Duration.ZERO, 0)).end();
  }

  private final class InTransactions extends SyncReader {
    private final Engine engine;

    InTransactions(Engine engine) {
      super(
          engine.stores.events(),
          engine.stores.memberships(),
          engine.stores.presences(),
          engine.stores.presenceLists());
      this.engine = engine;
    }

    @Override
    public Known load(Collection<UserId> users) {
      queries.incrementAndGet();
      return engine.stores.inTransaction(() -> super.load(users));
    }

    @Override
    public List<PresenceChange> presence(PresenceAudience audience, long after, int limit) {
      queries.incrementAndGet();
      return engine.stores.inTransaction(() -> super.presence(audience, after, limit));
    }

    @Override
    public List<StoredEvent> stream(
        long after, long upTo, List<Long> rooms, UserId user, int limit) {
      queries.incrementAndGet();
      return engine.stores.inTransaction(() -> super.stream(after, upTo, rooms, user, limit));
    }
  }
}
