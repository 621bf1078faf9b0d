package org.matrixee.server.federation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.federation.remote.ScriptedClient;
import org.matrixee.server.profile.Profile;

class AskedProfilesTest {
  private static final UserId BOB = new UserId("@bob:b.example");

  private final Engine.TestThreads threads = new Engine.TestThreads();
  private final ScriptedClient client = new ScriptedClient();
  private final AskedProfiles profiles = new AskedProfiles(client, threads);

  @AfterEach
  void stop() {
    threads.close();
  }

  private void refused(ErrorCode code, int status) {
    assertThatThrownBy(() -> Engine.await(profiles.find(BOB, null)))
        .cause()
        .isInstanceOfSatisfying(
            MatrixException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.status()).isEqualTo(status);
            });
  }

  @Test
  void theUsersServerIsAskedOnceInAWhile() {
    client.answer(
        request ->
            new RemoteAnswer(
                200,
                Json.createObjectBuilder()
                    .add("displayname", "Bob")
                    .addNull("avatar_url")
                    .build()));
    Profile bob = new Profile("Bob", null);
    assertThat(Engine.await(profiles.find(BOB, null))).isEqualTo(bob);
    assertThat(Engine.await(profiles.find(BOB, null))).isEqualTo(bob);
    assertThat(Engine.await(profiles.find(BOB, "displayname"))).isEqualTo(bob);
    assertThat(client.requests())
        .extracting(RemoteRequest::uri)
        .containsExactly(
            "/_matrix/federation/v1/query/profile?user_id=%40bob%3Ab.example",
            "/_matrix/federation/v1/query/profile?user_id=%40bob%3Ab.example&field=displayname");
  }

  @Test
  void whatAServerDoesNotSayIsNotInvented() {
    client.answer(
        request -> new RemoteAnswer(200, Json.createObjectBuilder().add("displayname", 7).build()));
    assertThat(Engine.await(profiles.find(BOB, null))).isEqualTo(new Profile(null, null));
  }

  @Test
  void failuresAreToldAndNotKept() {
    client.answer(request -> new RemoteAnswer(404, JsonValue.NULL));
    refused(ErrorCode.M_NOT_FOUND, 404);
    client.answer(request -> new RemoteAnswer(500, JsonValue.NULL));
    refused(ErrorCode.M_UNKNOWN, 502);
    client.answer(request -> new RemoteAnswer(200, JsonValue.NULL));
    refused(ErrorCode.M_UNKNOWN, 502);
    client.answer(
        request -> {
          throw new RemoteFailure(
              new ServerName("b.example"), RemoteFailure.Kind.UNKNOWN_NAME, "no such name");
        });
    refused(ErrorCode.M_NOT_FOUND, 404);
    client.answer(
        request -> {
          throw new RemoteFailure(
              new ServerName("b.example"), RemoteFailure.Kind.UNREACHABLE, "no connection");
        });
    refused(ErrorCode.M_UNKNOWN, 502);
    assertThat(client.requests()).hasSize(5);
  }
}
