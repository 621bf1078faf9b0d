package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.federation.edu.EduRouter;

/** federation-v1, 2: each transaction once. */
class TransactionReceiverTest {
  private final TestNetwork network = new TestNetwork();
  private final TestServer a = network.add("a.example");
  private final TestServer b = network.add("b.example");
  private final Origin origin = new Origin(a.name());
  private final List<JsonObject> edus = Collections.synchronizedList(new ArrayList<>());
  private TransactionReceiver receiver = receiver();
  private RoomId room;

  @BeforeEach
  void joinTwoServers() {
    room = a.engine.createRoom(a.user("alice"), null).room();
    b.join(a, room, b.user("bob"));
  }

  @AfterEach
  void close() {
    network.close();
  }

  private TransactionReceiver receiver() {
    InboundTransactions transactions =
        new InboundTransactions(b.engine.stores.inboundTransactions(), Clock.systemUTC()) {
          @Override
          public Optional<JsonText> find(ServerName server, String id) {
            return b.engine.stores.inTransaction(() -> super.find(server, id));
          }

          @Override
          public void remember(ServerName server, String id, JsonText answer) {
            b.engine.stores.run(() -> super.remember(server, id, answer));
          }
        };
    EduRouter router =
        new EduRouter() {
          @Override
          public void route(Origin from, JsonObject edu) {
            edus.add(edu);
          }
        };
    return new TransactionReceiver(b.road, router, transactions, b.engine.threads);
  }

  private JsonObject message(String body) {
    a.send(room, TestServer.message(a.user("alice"), body));
    List<JsonObject> own = a.own(room);
    return own.get(own.size() - 1);
  }

  private static JsonObject transaction(JsonObject... pdus) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (JsonObject pdu : pdus) {
      array.add(pdu);
    }
    return Json.createObjectBuilder()
        .add("origin", "a.example")
        .add("ts", 1)
        .add("pdus", array)
        .add("edus", Json.createArrayBuilder().add(Json.createObjectBuilder().add("edu_type", "x")))
        .build();
  }

  @Test
  void oneThatComesAgainIsAnsweredFromMemoryAlsoAfterARestart() {
    JsonObject first = message("one");
    JsonText answer = await(receiver.receive(origin, "7", transaction(first)));
    assertThat(answer)
        .hasToString("{\"pdus\":{\"" + first.getString("pdu_id") + "@a.example\":{}}}");
    assertThat(await(receiver.receive(origin, "7", transaction(message("two"))))).isEqualTo(answer);
    receiver = receiver();
    assertThat(await(receiver.receive(origin, "7", transaction(message("three")))))
        .isEqualTo(answer);
    assertThat(edus).hasSize(1);
    assertThat(b.engine.history(b.room(room))).hasSize(2);
  }

  @Test
  void twoAtOnceAreOne() {
    JsonObject first = message("one");
    List<CompletionStage<JsonText>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(receiver.receive(origin, "7", transaction(first)));
    }
    assertThat(all.stream().map(stage -> await(stage)).distinct()).hasSize(1);
    assertThat(edus).hasSize(1);
  }

  @Test
  void whatFailsHereIsNotAnswered() {
    JsonObject first = message("one");
    b.engine.poison = first.getString("pdu_id");
    assertThatThrownBy(() -> await(receiver.receive(origin, "7", transaction(first))))
        .hasRootCauseMessage("bad row");
    b.engine.poison = null;
    assertThat(await(receiver.receive(origin, "7", transaction(first))).toString())
        .doesNotContain("error");
    assertThat(b.engine.history(b.room(room))).hasSize(2);
  }

  /** 2014: federation-v1, 2.2, step 5. */
  @Test
  void onePduThatCannotBeKeptSpoilsNoOther() {
    JsonObject one = message("one");
    JsonObject bad = message("bad");
    b.engine.poison = "\"bad\"";
    b.engine.refusal = () -> new NullPointerException("an event that is not there");
    JsonText answer = await(receiver.receive(origin, "7", transaction(one, bad)));
    assertThat(answer.toString())
        .contains("\"" + one.getString("pdu_id") + "@a.example\":{}")
        .contains("\"" + bad.getString("pdu_id") + "@a.example\":{\"error\":\"This server cannot");
    assertThat(b.engine.history(b.room(room))).hasSize(2);
  }

  @Test
  void whatOldServersSendInOneTransactionIsTaken() {
    List<JsonObject> many = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      many.add(message("m" + i));
    }
    JsonText answer =
        await(receiver.receive(origin, "7", transaction(many.toArray(JsonObject[]::new))));
    assertThat(answer.toString()).doesNotContain("error");
    assertThat(b.engine.history(b.room(room))).hasSize(131);
  }

  @Test
  void ofTwoCopiesTheGoodOneIsAnswered() {
    JsonObject good = message("one");
    JsonObject bad = Json.createObjectBuilder(good).remove("signatures").build();
    String fine = "{\"pdus\":{\"" + good.getString("pdu_id") + "@a.example\":{}}}";
    assertThat(await(receiver.receive(origin, "7", transaction(good, bad)))).hasToString(fine);
    assertThat(await(receiver.receive(origin, "8", transaction(bad, good)))).hasToString(fine);
  }

  @Test
  void malformedOnesAreRefusedWhole() {
    for (JsonObject bad :
        List.of(
            Json.createObjectBuilder().add("pdus", Json.createArrayBuilder()).build(),
            Json.createObjectBuilder().add("origin", "a.example").build(),
            Json.createObjectBuilder()
                .add("origin", "b.example")
                .add("pdus", Json.createArrayBuilder())
                .build())) {
      assertThatThrownBy(() -> receiver.receive(origin, "8", bad))
          .isInstanceOf(MatrixException.class);
    }
  }
}
