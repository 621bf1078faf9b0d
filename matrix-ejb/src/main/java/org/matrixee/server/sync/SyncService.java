package org.matrixee.server.sync;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.net.IpAddress;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.server.account.AccountSuspended;
import org.matrixee.server.account.Suspensions;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.StreamAdvanced;
import org.matrixee.server.news.News;
import org.matrixee.server.presence.PresenceBatch;
import org.matrixee.server.presence.PresenceRegister;
import org.matrixee.server.presence.PresenceWriter;
import org.matrixee.server.typing.TypingChanged;
import org.matrixee.server.typing.TypingRegister;

/**
 * Long polls: requests that wait for new events without a thread, a connection or a transaction.
 *
 * <p>A request registers first and reads afterwards, so that an event committed in between wakes it
 * (nothing is lost between looking and waiting).
 */
@ApplicationScoped
public class SyncService {
  private static final int TICKS_PER_SWEEP = 600;

  /** The most events of one answer. */
  private static final int MAX_EVENTS = 1000;

  private static final int WAKE_CHUNK = 50;

  private final Set<Waiter<?>> waiting = ConcurrentHashMap.newKeySet();
  private final WaitingLines byUser = new WaitingLines();
  private final WaitingLines byAddress = new WaitingLines();
  private final Queue<News> unhurried = new ConcurrentLinkedQueue<>();
  private final AtomicLong notified = new AtomicLong(Long.MIN_VALUE);
  private int ticks;

  private MatrixConfig config;
  private LiveStream stream;
  private Followers followers;
  private Threads threads;
  private PresenceStream presence;
  private PresenceRegister register;
  private PresenceWriter writer;
  private TypingRegister typing;
  private NewsAudience audience;

  /** For the container's proxies. */
  protected SyncService() {}

  /** With what it needs. */
  @Inject
  public SyncService(
      MatrixConfig config,
      LiveStream stream,
      Followers followers,
      Threads threads,
      PresenceStream presence,
      PresenceRegister register,
      PresenceWriter writer,
      TypingRegister typing,
      NewsAudience audience) {
    this.config = config;
    this.stream = stream;
    this.followers = followers;
    this.threads = threads;
    this.presence = presence;
    this.register = register;
    this.writer = writer;
    this.typing = typing;
    this.audience = audience;
  }

  /** Answers everyone who still waits. */
  @PreDestroy
  void stop() {
    waiting.forEach(SyncService::answerNothing);
  }

  private static <T> void answerNothing(Waiter<T> waiter) {
    waiter.answer().complete(waiter.nothing());
  }

  /**
   * Answers with what is new after a position, at once if there is anything. Who waits, and who has
   * just asked, is online.
   *
   * <p>Only so many requests wait for one user, and for one address: one more, and the oldest is
   * answered (threats, T1).
   *
   * @param address where the request comes from
   * @param from the client's position; null for now
   * @param timeout how long to wait for something new; zero answers at once
   * @param limit the most events; 0 or less asks for the server's maximum
   */
  public CompletionStage<StreamPage> await(
      Requester requester,
      String address,
      StreamToken.@Nullable Live from,
      Duration timeout,
      int limit) {
    Follower follower = followers.follow(requester.user());
    StreamToken.Live now = stream.now();
    // A position from the future can only come from a database that was set back: begin again.
    StreamToken.Live start = from == null || from.position() > now.position() ? now : from;
    int most = limit <= 0 ? MAX_EVENTS : Math.min(limit, MAX_EVENTS);
    return await(
        requester,
        new Wait<>(
            address,
            timeout,
            PresenceState.ONLINE,
            () -> stream.read(follower, start, most),
            StreamPage.empty(start)));
  }

  /**
   * A request that may have to wait.
   *
   * @param address where it comes from
   * @param timeout how long to wait for something new; zero answers at once
   * @param shows what it shows of its user, who is not there for it if that is offline
   * @param reader reads what is new
   * @param nothing the answer of a server that stops
   * @param <T> what it is answered
   */
  public record Wait<T>(
      String address,
      Duration timeout,
      PresenceState shows,
      Supplier<Reading<T>> reader,
      T nothing) {}

  /** Answers with what is new, as {@link #await}, whatever a client is told. */
  public <T> CompletionStage<T> await(Requester requester, Wait<T> wait) {
    Follower follower = followers.follow(requester.user());
    if (wait.timeout().isZero() || wait.timeout().isNegative()) {
      return atOnce(requester, wait);
    }
    Duration held =
        wait.timeout().compareTo(config.maxPollTimeout()) > 0
            ? config.maxPollTimeout()
            : wait.timeout();
    Waiter<T> waiter =
        new Waiter<>(
            follower,
            IpAddress.networkOf(wait.address()),
            wait.shows(),
            wait.reader(),
            wait.nothing(),
            System.nanoTime() + held.toNanos());
    register.opened(requester.user(), waiter.shows());
    follower.add(waiter);
    waiting.add(waiter);
    look(waiter, false);
    if (waiter.answer().isDone()) {
      forget(waiter); // whoever answered may have done so before all was registered
    } else if (config.rateLimits()) {
      line(waiter);
    }
    return waiter.answer();
  }

  /** Reads once, and by nobody else: it may be all that a user has. */
  private <T> CompletionStage<T> atOnce(Requester requester, Wait<T> wait) {
    register.opened(requester.user(), wait.shows());
    try {
      return CompletableFuture.completedFuture(wait.reader().get().page());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    } finally {
      register.closed(requester.user(), wait.shows());
    }
  }

  /** Lets a request wait, and those go that are too many then. */
  private void line(Waiter<?> waiter) {
    String user = waiter.follower().user().value();
    List<Waiter<?>> over = byUser.add(user, waiter, config.limits().pollsPerUser());
    over.addAll(byAddress.add(waiter.address(), waiter, config.limits().pollsPerAddress()));
    if (waiter.answer().isDone()) {
      forget(waiter); // it was answered meanwhile, and did not find itself in the lines
    }
    if (!over.isEmpty()) {
      run(over, true);
    }
  }

  /** Wakes whoever may see the events that have become readable. */
  void onAdvanced(@Observes StreamAdvanced advanced) {
    long after = notified.getAndAccumulate(advanced.readable(), Math::max);
    if (after >= advanced.readable()) {
      return;
    }
    Set<Waiter<?>> woken = new LinkedHashSet<>();
    if (!stream.remembers(after)) {
      // A redaction emptied the memory before this bell rang: nobody knows any more whom to wake.
      woken.addAll(waiting);
    }
    for (StoredEvent event : stream.inMemory(after, advanced.readable())) {
      for (Follower follower : followers.concerned(event)) {
        woken.addAll(follower.waiting());
      }
    }
    List<News> news = stream.newsInMemory(after, advanced.readable());
    if (news == null) {
      woken.addAll(waiting);
    } else {
      take(news);
    }
    wake(woken);
  }

  /** Receipts come in crowds and nobody waits for them: they wake with the next tick. */
  private void take(List<News> news) {
    List<News> urgent = new ArrayList<>();
    for (News each : news) {
      (each instanceof News.Receipts ? unhurried : urgent).add(each);
    }
    if (!urgent.isEmpty()) {
      // Whom it concerns may have to be read: not while the writer waits.
      threads.executor().execute(() -> wake(audience.waiting(urgent)));
    }
  }

  private void wakeUnhurried() {
    Set<News> rooms = new LinkedHashSet<>();
    for (News next = unhurried.poll(); next != null; next = unhurried.poll()) {
      rooms.add(next);
    }
    if (!rooms.isEmpty()) {
      wake(audience.waiting(rooms));
    }
  }

  /** Takes in changes of presence, and wakes whoever is to know. */
  void onPresence(@Observes PresenceBatch batch) {
    presence.takeIn(batch);
    presence.release(System.nanoTime(), this::wake);
  }

  /** Wakes those who see somebody begin or stop typing. */
  void onTyping(@Observes TypingChanged changed) {
    if (!changed.again()) {
      Set<Waiter<?>> woken = new LinkedHashSet<>();
      followers.inRoom(changed.roomNid()).forEach(follower -> woken.addAll(follower.waiting()));
      wake(woken);
    }
  }

  /** Ends the requests of an account that was suspended while they waited. */
  void onSuspended(@Observes AccountSuspended suspended) {
    for (Waiter<?> waiter : waiting) {
      if (waiter.follower().user().equals(suspended.user())) {
        forget(waiter);
        waiter.answer().completeExceptionally(Suspensions.refusal());
      }
    }
  }

  private void wake(Collection<Waiter<?>> woken) {
    run(woken, false);
  }

  private void run(Collection<Waiter<?>> some, boolean over) {
    List<Waiter<?>> chunk = new ArrayList<>(WAKE_CHUNK);
    for (Waiter<?> waiter : some) {
      chunk.add(waiter);
      if (chunk.size() == WAKE_CHUNK) {
        submit(chunk, over);
        chunk = new ArrayList<>(WAKE_CHUNK);
      }
    }
    if (!chunk.isEmpty()) {
      submit(chunk, over);
    }
  }

  private void submit(List<Waiter<?>> chunk, boolean over) {
    threads.executor().execute(() -> chunk.forEach(waiter -> look(waiter, over)));
  }

  /**
   * Reads again for a waiting request, and answers it if there is something or its time is over.
   */
  private <T> void look(Waiter<T> waiter, boolean over) {
    if (waiter.answer().isDone()) {
      return;
    }
    try {
      Reading<T> reading = waiter.read();
      if (over || reading.worthTelling()) {
        answer(waiter, reading.page());
      }
    } catch (RuntimeException e) {
      forget(waiter);
      waiter.answer().completeExceptionally(e);
    }
  }

  private <T> void answer(Waiter<T> waiter, T page) {
    forget(waiter);
    waiter.answer().complete(page);
  }

  private void forget(Waiter<?> waiter) {
    // Two threads may find something at the same time: the stream is closed once.
    if (waiting.remove(waiter)) {
      waiter.follower().remove(waiter);
      byUser.remove(waiter.follower().user().value(), waiter);
      byAddress.remove(waiter.address(), waiter);
      register.closed(waiter.follower().user(), waiter.shows());
    }
  }

  /** Answers the requests whose time is over, and now and then forgets users who are gone. */
  void tick() {
    long now = System.nanoTime();
    List<Waiter<?>> over = new ArrayList<>();
    for (Waiter<?> waiter : waiting) {
      if (waiter.isOver(now) && waiter.end()) {
        over.add(waiter);
      }
    }
    // Not here: what has to be read for one would keep all others waiting.
    run(over, true);
    presence.release(now, this::wake);
    wakeUnhurried();
    writer.tick();
    typing.expire();
    ticks = (ticks + 1) % TICKS_PER_SWEEP;
    if (ticks == 0) {
      followers.sweep(now, presence::forget);
    }
  }
}
