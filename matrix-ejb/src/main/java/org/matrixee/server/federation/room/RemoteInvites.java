package org.matrixee.server.federation.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.event.rules.TimedKey;
import org.matrixee.server.federation.in.PduReceiver;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.KeyRing;
import org.matrixee.server.federation.remote.Remote;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteRequest;

/**
 * Invites users of other servers: their server signs the invite first, and then it is sent to the
 * room. A server that does not know this way, or does not answer, gets the invite by transaction,
 * as in October 2014: it waits for it in the outbox.
 *
 * <p>2014: federation-v1, section 9.
 */
@ApplicationScoped
public class RemoteInvites {
  private static final Logger LOG = Logger.getLogger(RemoteInvites.class);
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String PATH = "/_matrix/federation/v1/invite/";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private MatrixConfig config;
  private FederationClient client;
  private KeyRing keys;
  private PduReceiver receiver;
  private MembershipDrafts drafts;
  private Threads threads;

  /** For the container's proxies. */
  protected RemoteInvites() {}

  /** With what it needs. */
  @Inject
  public RemoteInvites(
      MatrixConfig config,
      FederationClient client,
      KeyRing keys,
      PduReceiver receiver,
      MembershipDrafts drafts,
      Threads threads) {
    this.config = config;
    this.client = client;
    this.keys = keys;
    this.receiver = receiver;
    this.drafts = drafts;
    this.threads = threads;
  }

  /**
   * Invites a user of another server, if that is allowed.
   *
   * @return empty if the invite has to go the ordinary way; exceptionally M_FORBIDDEN if the user's
   *     server refuses it, M_NOT_FOUND if the user does not exist there
   */
  CompletionStage<Optional<RoomOutcome>> invite(
      RoomPlace place, EventDraft draft, ServerName server) {
    SignedPdu pdu = drafts.finish(place, draft);
    String uri =
        PATH
            + Remote.encode(place.room().room().value())
            + "/"
            + Remote.encode(pdu.event().id().value());
    return client
        .send(RemoteRequest.put(server, uri, pdu.event().pdu()).within(TIMEOUT))
        .handleAsync(
            (answer, failure) -> {
              if (answer == null) {
                LOG.debugf("The invite of a user of %s goes by transaction: %s", server, failure);
                return CompletableFuture.completedStage(Optional.<JsonObject>empty());
              }
              return countersigned(place, pdu, server, answer);
            },
            threads.executor())
        .thenCompose(signed -> signed)
        .thenComposeAsync(signed -> append(place, pdu, signed), threads.executor());
  }

  private CompletionStage<Optional<JsonObject>> countersigned(
      RoomPlace place, SignedPdu pdu, ServerName server, RemoteAnswer answer) {
    if (answer.status() == FORBIDDEN) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "The server of this user does not take the invite.");
    }
    if (answer.status() == NOT_FOUND
        && Remote.errorCode(answer).equals(ErrorCode.M_NOT_FOUND.name())) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such user.");
    }
    Optional<JsonObject> whole =
        answer.isSuccess()
            ? Remote.object(answer).flatMap(object -> merge(pdu, server, object))
            : Optional.empty();
    if (whole.isEmpty()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    Set<KeyId> ids = JsonSigning.keyIds(whole.get(), server);
    long now = pdu.event().originServerTs();
    Map<KeyId, Long> wanted = ids.stream().collect(Collectors.toMap(id -> id, id -> now));
    return keys.keys(server, wanted)
        .thenApply(
            known ->
                whole.filter(
                    event ->
                        JsonSigning.verifyEvent(
                                event,
                                RoomVersions.get(place.room().version()),
                                server,
                                id ->
                                    Optional.ofNullable(known.get(id))
                                        .filter(key -> key.isGoodAt(now))
                                        .map(TimedKey::key))
                            == SignatureCheck.VALID));
  }

  /** Our event with the other server's signature: nothing else of the answer is taken. */
  private static Optional<JsonObject> merge(SignedPdu pdu, ServerName server, JsonObject answer) {
    JsonObject ours = pdu.event().pdu();
    if (!(answer.get("event") instanceof JsonObject event)
        || !(event.get("signatures") instanceof JsonObject all)
        || !(all.get(server.value()) instanceof JsonObject theirs)) {
      return Optional.empty();
    }
    JsonValue both =
        JSON.createObjectBuilder(ours.getJsonObject("signatures"))
            .add(server.value(), theirs)
            .build();
    return Optional.of(JSON.createObjectBuilder(ours).add("signatures", both).build());
  }

  private CompletionStage<Optional<RoomOutcome>> append(
      RoomPlace place, SignedPdu pdu, Optional<JsonObject> signed) {
    if (signed.isEmpty()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    return receiver
        .receiveOwn(config.serverName(), signed.get(), true)
        .thenApply(
            outcome -> {
              if (outcome instanceof PduOutcome.Accepted accepted) {
                return Optional.of(new RoomOutcome(place.room().room(), accepted.event(), null));
              }
              LOG.debugf(
                  "An invite was overtaken: %s %s", pdu.event().id(), outcome.error().orElse(""));
              throw new MatrixException(ErrorCode.M_FORBIDDEN, RoomAuthorizer.NO_ACCESS);
            });
  }
}
