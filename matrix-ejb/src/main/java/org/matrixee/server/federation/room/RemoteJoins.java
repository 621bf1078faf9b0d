package org.matrixee.server.federation.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.federation.in.RemoteRooms;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.Remote;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.room.RoomRefs;

/**
 * Joins rooms that other servers hold: asks one of them for a join to sign, hands it the signed
 * one, and makes the room here of the state that it gives. If one server fails, the next is asked.
 *
 * <p>2014: federation-v1, section 9.2.
 */
@ApplicationScoped
public class RemoteJoins {
  private static final Logger LOG = Logger.getLogger(RemoteJoins.class);

  private static final Duration MAKE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(60);

  /**
   * The state of a room of some 100,000 members; of a third of them with a heap of 1 GB, since read
   * it takes six to ten times as much memory.
   */
  private static final int MAX_STATE =
      (int) Math.min(100 * 1024 * 1024, Runtime.getRuntime().maxMemory() / 32);

  /** A user waits for the answer, and a list of servers is somebody else's to write. */
  private static final int MOST_CANDIDATES = 5;

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** The join that is under way in each room. */
  private final ConcurrentMap<RoomId, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

  private FederationClient client;
  private RemoteRooms rooms;
  private MembershipDrafts drafts;
  private Threads threads;

  /** For the container's proxies. */
  protected RemoteJoins() {}

  /** With what it needs. */
  @Inject
  public RemoteJoins(
      FederationClient client, RemoteRooms rooms, MembershipDrafts drafts, Threads threads) {
    this.client = client;
    this.rooms = rooms;
    this.drafts = drafts;
    this.threads = threads;
  }

  /**
   * Joins, unless a join of another user to the same room is under way: then that one's end is
   * awaited.
   *
   * @param otherwise what to do after another's join: most likely the room is ours by then
   * @return exceptionally M_FORBIDDEN if no server lets the user in, M_UNKNOWN (502) if none
   *     answers
   */
  <T> CompletionStage<T> join(
      RoomId room,
      EventDraft draft,
      List<ServerName> candidates,
      Function<RoomRef, CompletionStage<T>> joined,
      Supplier<CompletionStage<T>> otherwise) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = underWay.putIfAbsent(room, mine);
    if (other != null) {
      return other.thenComposeAsync(done -> otherwise.get(), threads.executor());
    }
    CompletionStage<RoomRef> attempt;
    try {
      attempt = attempt(new Join(room, draft), candidates.stream().limit(MOST_CANDIDATES).toList());
    } catch (RuntimeException e) {
      attempt = CompletableFuture.failedFuture(e);
    }
    return attempt
        .whenComplete(
            (ref, failure) -> {
              underWay.remove(room, mine);
              threads.executor().execute(() -> mine.complete(null));
            })
        .thenCompose(joined);
  }

  /** A join, and why servers did not help with it. */
  private record Join(RoomId room, EventDraft draft, List<Throwable> failures) {
    Join(RoomId room, EventDraft draft) {
      this(room, draft, new ArrayList<>());
    }
  }

  private CompletionStage<RoomRef> attempt(Join join, List<ServerName> candidates) {
    if (candidates.isEmpty()) {
      return CompletableFuture.failedFuture(refusal(join.failures()));
    }
    ServerName server = candidates.get(0);
    return through(join, server)
        .handleAsync(
            (ref, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedStage(ref);
              }
              Throwable cause = Remote.cause(failure);
              LOG.debugf("%s does not help to join room %s: %s", server, join.room(), cause);
              join.failures().add(cause);
              return attempt(join, candidates.subList(1, candidates.size()));
            },
            threads.executor())
        .thenCompose(next -> next);
  }

  private CompletionStage<RoomRef> through(Join join, ServerName server) {
    String uri = Remote.path("make_join", join.room().value(), join.draft().sender().value());
    return client
        .send(RemoteRequest.get(server, uri).within(MAKE_TIMEOUT))
        .thenComposeAsync(answer -> send(join, server, answer), threads.executor());
  }

  private CompletionStage<RoomRef> send(Join join, ServerName server, RemoteAnswer made) {
    JsonValue template = requireSuccess(made).get("event");
    if (!(template instanceof JsonObject event)) {
      throw Remote.unavailable();
    }
    SignedPdu pdu = drafts.complete(join.room(), join.draft(), event);
    String uri = Remote.path("send_join", join.room().value(), pdu.event().id().value());
    RemoteRooms.Expectation expected = rooms.expect(join.room());
    try {
      return client
          .send(new RemoteRequest(server, "PUT", uri, pdu.event().pdu(), SEND_TIMEOUT, MAX_STATE))
          .thenComposeAsync(answer -> adopt(join, server, pdu, answer), threads.executor())
          .whenComplete((ref, failure) -> expected.close());
    } catch (RuntimeException e) {
      expected.close();
      throw e;
    }
  }

  private CompletionStage<RoomRef> adopt(
      Join join, ServerName server, SignedPdu pdu, RemoteAnswer answer) {
    if (!(requireSuccess(answer).get("state") instanceof JsonArray array)) {
      throw Remote.unavailable();
    }
    List<JsonObject> state = new ArrayList<>(array.size());
    for (JsonValue value : array) {
      if (value instanceof JsonObject object) {
        state.add(object);
      }
    }
    return rooms.adopt(new RemoteRooms.Adoption(server, join.room(), state, pdu.event().pdu()));
  }

  private static JsonObject requireSuccess(RemoteAnswer answer) {
    if (!answer.isSuccess()) {
      throw switch (answer.status()) {
        case FORBIDDEN -> RoomRefs.notInRoom();
        case NOT_FOUND -> new MatrixException(ErrorCode.M_NOT_FOUND, RoomAuthorizer.NO_ACCESS);
        default -> Remote.unavailable();
      };
    }
    return Remote.object(answer).orElseThrow(Remote::unavailable);
  }

  /**
   * One refusal for all candidates: what a server said counts more than another's silence. A room
   * that nobody knows is refused as one that is closed, so that its existence does not show.
   */
  private static MatrixException refusal(List<Throwable> failures) {
    boolean silent = false;
    for (Throwable failure : failures) {
      if (failure instanceof MatrixException refusal && refusal.code() == ErrorCode.M_FORBIDDEN) {
        return refusal;
      }
      silent |= !isAnswer(failure);
    }
    return silent ? Remote.unavailable() : RoomRefs.notInRoom();
  }

  private static boolean isAnswer(Throwable failure) {
    if (failure instanceof RemoteFailure remote) {
      return remote.kind() == RemoteFailure.Kind.UNKNOWN_NAME
          || remote.kind() == RemoteFailure.Kind.NOT_ALLOWED;
    }
    return failure instanceof MatrixException known && known.code() == ErrorCode.M_NOT_FOUND;
  }
}
