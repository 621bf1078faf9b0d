package org.matrixee.server.federation.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.EventSigner;
import org.matrixee.server.event.LocalIds;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.event.ServerKeyTransactions;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.federation.in.RemoteRooms;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.federation.remote.ScriptedClient;
import org.matrixee.store.federation.SigningKeyStore.RetiredKey;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;

/** Asking others to let us in: candidates, answers of all kinds, two users at once. */
class RemoteJoinsTest {
  private static final RoomId ROOM = new RoomId("!room:b.example");
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final ServerName B = new ServerName("b.example");
  private static final ServerName C = new ServerName("c.example:8448");
  private static final RoomRef REF = new RoomRef(7, ROOM, RoomVersion.V2014, false);
  private static final JsonObject STATE = Json.createObjectBuilder().add("pdu_id", "s").build();

  private final Engine engine = new Engine();
  private final ScriptedClient client = new ScriptedClient();
  private final AtomicInteger open = new AtomicInteger();
  private final List<RemoteRooms.Adoption> adopted = new CopyOnWriteArrayList<>();
  private Function<RemoteRooms.Adoption, CompletionStage<RoomRef>> adopt =
      adoption -> CompletableFuture.completedStage(REF);
  private final ServerKey key = key();
  private final RemoteJoins joins =
      new RemoteJoins(
          client,
          new Rooms(),
          new MembershipDrafts(
              engine.config,
              new EventSigner(key),
              new LocalIds(new SecureRandom()),
              Clock.systemUTC()),
          engine.threads);

  private ServerKey key() {
    ServerKey made =
        new ServerKey(
            engine.config,
            new SecureRandom(),
            new ServerKeyTransactions(engine.stores.signingKeys(), Clock.systemUTC()) {
              @Override
              public SigningKey findOrCreate(SigningKey fresh) {
                return fresh;
              }

              @Override
              public List<RetiredKey> retired() {
                return List.of();
              }
            });
    made.load();
    return made;
  }

  private final class Rooms implements RemoteRooms {
    @Override
    public Expectation expect(RoomId room) {
      open.incrementAndGet();
      return open::decrementAndGet;
    }

    @Override
    public CompletionStage<RoomRef> adopt(Adoption adoption) {
      assertThat(open.get()).as("the room is awaited").isEqualTo(1);
      adopted.add(adoption);
      return adopt.apply(adoption);
    }

    @Override
    public CompletionStage<PduOutcome> invite(Origin sender, JsonObject pdu) {
      throw new AssertionError("not used");
    }
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private static EventDraft draft() {
    return EventDraft.state(
        ANNA, EventType.MEMBER, ANNA.value(), Engine.object("membership", "join"));
  }

  private CompletionStage<String> join(ServerName... candidates) {
    return joins.join(
        ROOM,
        draft(),
        List.of(candidates),
        ref -> CompletableFuture.completedStage("joined " + ref.room()),
        () -> CompletableFuture.completedStage("after another"));
  }

  private static RemoteAnswer template() {
    JsonObject event =
        Json.createObjectBuilder()
            .add("context", ROOM.value())
            .add("pdu_type", "m.room.member")
            .add("state_key", "@mallory:b.example")
            .add("user_id", "@mallory:b.example")
            .add("origin", "b.example")
            .add("content", Json.createObjectBuilder().add("displayname", "Not Anna"))
            .add("depth", 12)
            .add(
                "prev_pdus",
                Json.createArrayBuilder()
                    .add(Json.createArrayBuilder().add("b.example").add("last")))
            .build();
    return new RemoteAnswer(200, Json.createObjectBuilder().add("event", event).build());
  }

  private static RemoteAnswer state() {
    return new RemoteAnswer(
        200, Json.createObjectBuilder().add("state", Json.createArrayBuilder().add(STATE)).build());
  }

  private static RemoteAnswer willing(RemoteRequest request) {
    return request.method().equals("GET") ? template() : state();
  }

  private static void refused(ThrowingCallable call, ErrorCode code, int status) {
    assertThatThrownBy(call)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            MatrixException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.status()).isEqualTo(status);
            });
  }

  @Test
  void theTemplateIsCompletedSignedAndSentBack() {
    client.answer(RemoteJoinsTest::willing);
    assertThat(Engine.await(join(B))).isEqualTo("joined " + ROOM);
    assertThat(open).hasValue(0);

    RemoteRequest made = client.requests().get(0);
    assertThat(made.uri())
        .isEqualTo("/_matrix/federation/v1/make_join/%21room%3Ab.example/%40anna%3Alocalhost");
    RemoteRequest sent = client.requests().get(1);
    JsonObject join = sent.body();
    assertThat(join.getString("user_id")).as("not what the template says").isEqualTo(ANNA.value());
    assertThat(join.getString("state_key")).isEqualTo(ANNA.value());
    assertThat(join.getString("origin")).isEqualTo("localhost");
    assertThat(join.getJsonObject("content")).isEqualTo(draft().content());
    assertThat(join.getInt("depth")).isEqualTo(12);
    assertThat(sent.uri())
        .startsWith("/_matrix/federation/v1/send_join/%21room%3Ab.example/")
        .endsWith("%40localhost");
    assertThat(
            JsonSigning.verifyEvent(
                join,
                RoomVersions.get(RoomVersion.V2014),
                engine.config.serverName(),
                id -> Optional.of(key.signer().verifyKey())))
        .isEqualTo(SignatureCheck.VALID);
    assertThat(adopted).containsExactly(new RemoteRooms.Adoption(B, ROOM, List.of(STATE), join));
  }

  @Test
  void anAnswerInAPairIsReadToo() {
    client.answer(
        request ->
            new RemoteAnswer(
                200, Json.createArrayBuilder().add(200).add(willing(request).body()).build()));
    assertThat(Engine.await(join(B))).isEqualTo("joined " + ROOM);
  }

  @Test
  void theNextServerIsAskedIfOneFailsAtAnyStep() {
    List<Function<RemoteRequest, RemoteAnswer>> faults = new ArrayList<>();
    faults.add(
        request -> {
          throw new RemoteFailure(B, RemoteFailure.Kind.TIMEOUT, "no answer");
        });
    faults.add(request -> new RemoteAnswer(500, JsonValue.NULL));
    faults.add(request -> new RemoteAnswer(200, JsonValue.NULL));
    faults.add(request -> new RemoteAnswer(404, JsonValue.NULL));
    faults.add(
        request ->
            request.method().equals("GET") ? template() : new RemoteAnswer(403, JsonValue.NULL));
    faults.add(
        request ->
            request.method().equals("GET")
                ? template()
                : new RemoteAnswer(200, JsonValue.EMPTY_JSON_OBJECT));
    for (Function<RemoteRequest, RemoteAnswer> fault : faults) {
      client.answer(
          request -> request.destination().equals(B) ? fault.apply(request) : willing(request));
      assertThat(Engine.await(join(B, C))).isEqualTo("joined " + ROOM);
      assertThat(open).hasValue(0);
    }
  }

  @Test
  void aStateThatMakesNoRoomIsAFailureToo() {
    client.answer(RemoteJoinsTest::willing);
    adopt =
        adoption ->
            adoption.from().equals(B)
                ? CompletableFuture.failedStage(new MatrixException(ErrorCode.M_UNKNOWN, "bad"))
                : CompletableFuture.completedStage(REF);
    assertThat(Engine.await(join(B, C))).isEqualTo("joined " + ROOM);
    assertThat(adopted).hasSize(2);
  }

  @Test
  void theRefusalSaysWhatTheServersSaid() {
    client.answer(
        request -> new RemoteAnswer(request.destination().equals(B) ? 403 : 500, JsonValue.NULL));
    refused(() -> Engine.await(join(B, C)), ErrorCode.M_FORBIDDEN, 403);
    client.answer(request -> new RemoteAnswer(500, JsonValue.NULL));
    refused(() -> Engine.await(join(B, C)), ErrorCode.M_UNKNOWN, 502);
    client.answer(request -> new RemoteAnswer(404, JsonValue.NULL));
    refused(() -> Engine.await(join(B)), ErrorCode.M_FORBIDDEN, 403);
    client.answer(
        request -> {
          throw new RemoteFailure(B, RemoteFailure.Kind.UNKNOWN_NAME, "no such name");
        });
    refused(() -> Engine.await(join(B)), ErrorCode.M_FORBIDDEN, 403);
    assertThat(open).hasValue(0);
  }

  @Test
  void onlyAFewServersAreAsked() {
    client.answer(request -> new RemoteAnswer(500, JsonValue.NULL));
    ServerName[] many = new ServerName[50];
    for (int i = 0; i < many.length; i++) {
      many[i] = new ServerName("s" + i + ".example");
    }
    refused(() -> Engine.await(join(many)), ErrorCode.M_UNKNOWN, 502);
    assertThat(client.requests()).hasSize(5);
  }

  @Test
  void aSecondUserAwaitsTheFirstJoin() {
    CompletableFuture<RoomRef> slow = new CompletableFuture<>();
    adopt = adoption -> slow;
    client.answer(RemoteJoinsTest::willing);
    CompletableFuture<String> first = join(B).toCompletableFuture();
    CompletableFuture<String> second = join(B).toCompletableFuture();
    assertThat(second).isNotDone();
    slow.complete(REF);
    assertThat(Engine.await(first)).isEqualTo("joined " + ROOM);
    assertThat(Engine.await(second)).isEqualTo("after another");
    assertThat(client.requests()).hasSize(2);
    assertThat(Engine.await(join(B))).as("nothing is left behind").isEqualTo("joined " + ROOM);
  }
}
