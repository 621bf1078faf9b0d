package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.Remote;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteRequest;

/**
 * Asks other servers for events of a room. What comes is checked like everything else, and only
 * events of that room are given. A server that does not answer, or answers rubbish, gives nothing.
 */
@ApplicationScoped
public class RemoteEvents {
  private static final Logger LOG = Logger.getLogger(RemoteEvents.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** An event of the largest size, with its notes, in an envelope. */
  private static final int MOST_OF_ONE = 128 * 1024;

  /** Who asks for more gets the first ones only. */
  static final int MOST_AT_ONCE = 20;

  private FederationClient client;
  private PduCheck check;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected RemoteEvents() {}

  /** With what it needs. */
  @Inject
  public RemoteEvents(FederationClient client, PduCheck check, MatrixConfig config) {
    this.client = client;
    this.check = check;
    this.config = config;
  }

  /**
   * Single events: from a server, or else from the one that each is of.
   *
   * @return those that could be had
   */
  CompletionStage<List<SignedPdu>> events(ServerName from, RoomId room, Collection<EventId> ids) {
    return all(ids.stream().limit(MOST_AT_ONCE).map(id -> event(from, room, id)).toList())
        .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
  }

  private CompletionStage<Optional<SignedPdu>> event(ServerName from, RoomId room, EventId id) {
    ServerName origin = origin(id);
    return one(from, room, id)
        .thenCompose(
            found ->
                origin.equals(from) || found.filter(each -> !each.stripped()).isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : one(origin, room, id)
                        .thenApply(own -> own.filter(each -> isSame(each, found)).or(() -> found)))
        .thenApply(found -> found.map(RemoteEvents::pdu));
  }

  /** Whether two copies differ at most in what the signature does not cover. */
  private static boolean isSame(PduCheck.Checked copy, Optional<PduCheck.Checked> other) {
    return other.isEmpty() || pdu(copy).reference().equals(pdu(other.get()).reference());
  }

  /** One event as a server gives it. */
  private CompletionStage<Optional<PduCheck.Checked>> one(
      ServerName from, RoomId room, EventId id) {
    String local = localPart(id);
    String origin = origin(id).value();
    String uri = Remote.path("pdu", origin, local) + "/";
    return ask(
            from,
            room,
            uri,
            MOST_OF_ONE,
            pdu -> isText(pdu.get("pdu_id"), local) && isText(pdu.get("origin"), origin))
        .thenApply(found -> found.stream().findFirst());
  }

  private static boolean isText(@Nullable JsonValue value, String text) {
    return value instanceof JsonString string && string.getString().equals(text);
  }

  /**
   * The same PDUs, whole if possible: of whom another server has handed over with a wrong content
   * hash, the origin is asked, since whoever tampers with an event on its way must not take its
   * content and its protection away for good. Those of which only the stripped form can be had stay
   * as they are.
   *
   * @param giver who has handed them over
   */
  CompletionStage<List<PduCheck.Checked>> whole(ServerName giver, List<PduCheck.Checked> checked) {
    Map<EventId, PduCheck.Checked> stripped = new LinkedHashMap<>();
    checked.stream()
        .filter(each -> each.stripped() && !event(each).origin().equals(giver))
        .sorted(Comparator.comparing(each -> !decides(event(each))))
        .limit(MOST_AT_ONCE)
        .forEach(each -> stripped.putIfAbsent(event(each).id(), each));
    if (stripped.isEmpty()) {
      return CompletableFuture.completedFuture(checked);
    }
    return all(stripped.values().stream()
            .map(each -> one(event(each).origin(), event(each).room(), event(each).id()))
            .toList())
        .thenApply(
            found -> {
              Map<EventId, PduCheck.Checked> own = new HashMap<>();
              found.stream()
                  .flatMap(Optional::stream)
                  .forEach(each -> own.put(event(each).id(), each));
              return checked.stream()
                  .map(each -> each.stripped() ? better(own.get(event(each).id()), each) : each)
                  .toList();
            });
  }

  private static PduCheck.Checked better(
      PduCheck.@Nullable Checked own, PduCheck.Checked stripped) {
    return own != null && isSame(own, Optional.of(stripped)) ? own : stripped;
  }

  /** Whether others hang on an event: they are asked for first. */
  private static boolean decides(Event event) {
    return event.isState() && !event.type().equals(EventType.MEMBER);
  }

  private static SignedPdu pdu(PduCheck.Checked checked) {
    return Objects.requireNonNull(checked.pdu(), "an event that holds");
  }

  private static Event event(PduCheck.Checked checked) {
    return pdu(checked).event();
  }

  private static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
    List<CompletableFuture<T>> all =
        stages.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
  }

  /** The whole state before an event, as a server tells; empty if it does not. */
  CompletionStage<List<SignedPdu>> stateBefore(ServerName from, RoomId room, EventId event) {
    String uri = Remote.path("state", room.value()) + "/?event_id=" + Remote.encode(event.value());
    return pdus(from, room, uri);
  }

  /** Events and what came before them, as a server tells; the newest first. */
  CompletionStage<List<SignedPdu>> history(
      ServerName from, RoomId room, Collection<EventId> newest, int limit) {
    String named =
        newest.stream()
            .map(id -> "v=" + Remote.encode(localPart(id) + "," + origin(id)))
            .collect(Collectors.joining("&"));
    return pdus(
        from, room, Remote.path("backfill", room.value()) + "/?" + named + "&limit=" + limit);
  }

  /** Many events of one answer. */
  private CompletionStage<List<SignedPdu>> pdus(ServerName from, RoomId room, String uri) {
    return ask(from, room, uri, RemoteRequest.USUAL_ANSWER, pdu -> true)
        .thenCompose(found -> whole(from, found))
        .thenApply(found -> found.stream().map(RemoteEvents::pdu).toList());
  }

  /** Those of an answer's events that are wanted, of the room, and hold. */
  private CompletionStage<List<PduCheck.Checked>> ask(
      ServerName from, RoomId room, String uri, int most, Predicate<JsonObject> wanted) {
    if (from.equals(config.serverName())) {
      return CompletableFuture.completedFuture(List.of());
    }
    return client
        .send(RemoteRequest.get(from, uri).within(PATIENCE).atMost(most))
        .thenCompose(answer -> check.check(read(answer).filter(wanted).toList()))
        .thenApply(
            checked ->
                checked.stream()
                    .filter(each -> each.pdu() != null && event(each).room().equals(room))
                    .toList())
        .exceptionally(
            failure -> {
              LOG.debugf("%s gave no events: %s", from, failure.getMessage());
              return List.of();
            });
  }

  private static Stream<JsonObject> read(RemoteAnswer answer) {
    return answer.isSuccess()
            && answer.body() instanceof JsonObject body
            && body.get("pdus") instanceof JsonArray pdus
        ? pdus.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
        : Stream.empty();
  }

  /** The server that an event's ID names. */
  static ServerName origin(EventId id) {
    return new ServerName(id.value().substring(id.value().lastIndexOf('@') + 1));
  }

  private static String localPart(EventId id) {
    return id.value().substring(0, id.value().lastIndexOf('@'));
  }

  /** The events of a list by their IDs. */
  static Set<EventId> ids(Collection<SignedPdu> pdus) {
    return pdus.stream().map(pdu -> pdu.event().id()).collect(Collectors.toSet());
  }
}
