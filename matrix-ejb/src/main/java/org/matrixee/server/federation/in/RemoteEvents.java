package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteRequest;

/**
 * Asks other servers for events of a room. What comes is checked like everything else, and only
 * events of that room are given. A server that does not answer, or answers rubbish, gives nothing.
 */
@ApplicationScoped
public class RemoteEvents {
  private static final Logger LOG = Logger.getLogger(RemoteEvents.class);
  private static final String PREFIX = "/_matrix/federation/v1";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 20;

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
    List<CompletableFuture<List<SignedPdu>>> all = new ArrayList<>();
    for (EventId id : ids.stream().limit(MOST_AT_ONCE).toList()) {
      all.add(
          event(from, room, id)
              .thenCompose(
                  found -> {
                    ServerName origin = origin(id);
                    return found.isEmpty() && !origin.equals(from)
                        ? event(origin, room, id)
                        : CompletableFuture.completedFuture(found);
                  })
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> all.stream().flatMap(each -> each.join().stream()).toList());
  }

  private CompletionStage<List<SignedPdu>> event(ServerName from, RoomId room, EventId id) {
    int at = id.value().lastIndexOf('@');
    String uri =
        PREFIX
            + "/pdu/"
            + encode(id.value().substring(at + 1))
            + "/"
            + encode(id.value().substring(0, at))
            + "/";
    return pdus(from, room, uri)
        .thenApply(found -> found.stream().filter(pdu -> pdu.event().id().equals(id)).toList());
  }

  /** The whole state before an event, as a server tells; empty if it does not. */
  CompletionStage<List<SignedPdu>> stateBefore(ServerName from, RoomId room, EventId event) {
    String uri = PREFIX + "/state/" + encode(room.value()) + "/?event_id=" + encode(event.value());
    return pdus(from, room, uri);
  }

  /** Events and what came before them, as a server tells; the newest first. */
  CompletionStage<List<SignedPdu>> history(
      ServerName from, RoomId room, Collection<EventId> newest, int limit) {
    String named =
        newest.stream()
            .map(
                id -> {
                  int at = id.value().lastIndexOf('@');
                  return "v="
                      + encode(id.value().substring(0, at) + "," + id.value().substring(at + 1));
                })
            .collect(Collectors.joining("&"));
    return pdus(
        from,
        room,
        PREFIX + "/backfill/" + encode(room.value()) + "/?" + named + "&limit=" + limit);
  }

  private CompletionStage<List<SignedPdu>> pdus(ServerName from, RoomId room, String uri) {
    if (from.equals(config.serverName())) {
      return CompletableFuture.completedFuture(List.of());
    }
    return client
        .send(RemoteRequest.get(from, uri).within(PATIENCE))
        .thenCompose(answer -> check.check(read(answer)))
        .thenApply(
            checked ->
                checked.stream()
                    .map(PduCheck.Checked::pdu)
                    .filter(pdu -> pdu != null && pdu.event().room().equals(room))
                    .toList())
        .exceptionally(
            failure -> {
              LOG.debugf("%s gave no events: %s", from, failure.getMessage());
              return List.of();
            });
  }

  private static List<JsonObject> read(RemoteAnswer answer) {
    return answer.isSuccess()
            && answer.body() instanceof JsonObject body
            && body.get("pdus") instanceof JsonArray pdus
        ? pdus.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  /** The server that an event's ID names. */
  static ServerName origin(EventId id) {
    return new ServerName(id.value().substring(id.value().lastIndexOf('@') + 1));
  }

  /** The events of a list by their IDs. */
  static Set<EventId> ids(Collection<SignedPdu> pdus) {
    return pdus.stream().map(pdu -> pdu.event().id()).collect(Collectors.toSet());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
