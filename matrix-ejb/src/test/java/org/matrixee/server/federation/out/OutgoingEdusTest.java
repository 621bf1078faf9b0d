package org.matrixee.server.federation.out;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.server.event.Engine;
import org.matrixee.server.federation.out.OutgoingEdus.Lasting;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;

/** What else goes out, and the bells that call for it. */
class OutgoingEdusTest extends SenderScene {
  @Test
  void listAnswersAreKeptOverARestartAndOtherEdusAreNot() {
    client.answer(
        request -> {
          throw new RemoteFailure(B, RemoteFailure.Kind.UNREACHABLE, "gone");
        });
    JsonObject content = Engine.object("observer_user", "@anna:localhost");
    server.edus.keep(List.of(new Lasting(B, "m.presence_invite", content)));
    server.edus.send(B, "m.typing", content, null);
    until(() -> server.sender.lane(B).isWaiting());

    server = new Server();
    List<RemoteRequest> before = client.requests();
    client.answer(request -> OK);
    now.addAndGet(5000);
    server.sender.sweep();
    until(() -> engine.stores.inTransaction(() -> engine.stores.outbox().peekEdus(B, 1).isEmpty()));
    RemoteRequest sent = client.requests().get(before.size());
    assertThat(sent.body().getJsonArray("edus")).hasSize(1);
    JsonObject edu = sent.body().getJsonArray("edus").getJsonObject(0);
    assertThat(edu.getString("edu_type")).isEqualTo("m.presence_invite");
    assertThat(edu.getJsonObject("content")).isEqualTo(content);
    assertThat(sent.body().getJsonArray("pdus")).isEmpty();
  }

  @Test
  void nothingIsSentToOurselves() {
    server.edus.send(engine.config.serverName(), "m.typing", JsonValue.EMPTY_JSON_OBJECT, null);
    server.edus.keep(
        List.of(
            new Lasting(
                engine.config.serverName(), "m.presence_invite", JsonValue.EMPTY_JSON_OBJECT)));
    server.sender.sweep();
    assertThat(client.requests()).isEmpty();
  }

  @Test
  void whereTheQueueTakesNoBellsEverythingIsSentAllTheSame() {
    listen();
    client.answer(request -> OK);
    queueFails = true;
    server.edus.send(B, "m.typing", JsonValue.EMPTY_JSON_OBJECT, null);
    until(() -> client.requests().size() == 1);
    List<String> sent = invite(engine.createRoom(ANNA, null), 2);
    until(() -> allTargets().equals(sent));
  }

  @Test
  void anEduWhoseBellIsLostIsFound() {
    client.answer(request -> OK);
    bellsAreLost = true;
    server.edus.send(B, "m.typing", JsonValue.EMPTY_JSON_OBJECT, null);
    bellsAreLost = false;
    // The first bell seems to be on its way still.
    server.edus.send(B, "m.typing", JsonValue.EMPTY_JSON_OBJECT, null);
    assertThat(client.requests()).isEmpty();
    server.sender.retryDue();
    until(() -> client.requests().size() == 1);
    assertThat(client.requests().get(0).body().getJsonArray("edus")).hasSize(2);
    server.edus.send(B, "m.typing", JsonValue.EMPTY_JSON_OBJECT, null);
    until(() -> client.requests().size() == 2);
  }
}
