package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.matrixee.e2e.CurrentFuzzTemplates.Scene;
import org.matrixee.e2e.FuzzTemplates.Template;
import org.matrixee.openapi.Exchange;
import org.matrixee.openapi.OpenApi;

/**
 * Mutated requests at every endpoint of the current API, with what {@link FuzzIT} demands of the
 * older one, and answers of the form that the specification gives them.
 */
@ResourceLock(value = Media.SHARED_UPLOADS, mode = ResourceAccessMode.READ)
class CurrentFuzzIT {
  private static final long SEED = 20261122;
  private static final int NEVER_VALID = 480;
  private static final int ANY = 1000;
  private static final int GROUP = 20;
  private static final String V3 = "/_matrix/client/v3";

  private final RawHttp http = new RawHttp(Servers.shared().port(8080));
  private final Set<String> faults = new TreeSet<>();
  private Client user = Users.fresh("fuzz").withPrefix(V3);
  private Client leaver = Users.fresh("leaver").withPrefix(V3);
  private Scene scene = scene();

  private Scene scene() {
    JsonNode room = Json.of("preset", "public_chat", "room_alias_name", Users.name("fuzz"));
    String id = user.post("/createRoom", room).ok().path("room_id").asText();
    String alias =
        user.get(Client.path("rooms", id, "aliases")).ok().path("aliases").get(0).asText();
    JsonNode text = Json.of("msgtype", "m.text", "body", "f");
    String event =
        user.put(Client.path("rooms", id, "send", "m.room.message", "t"), text)
            .ok()
            .path("event_id")
            .asText();
    JsonNode backup =
        Json.of(
            "algorithm",
            "m.megolm_backup.v1.curve25519-aes-sha2",
            "auth_data",
            Json.of("public_key", "a2V5"));
    return new Scene(
        user.userId(),
        "not " + Users.PASSWORD,
        id,
        alias,
        event,
        user.get("/account/whoami").ok().path("device_id").asText(),
        user.post(Client.path("user", user.userId(), "filter"), Json.of())
            .ok()
            .path("filter_id")
            .asText(),
        user.post("/room_keys/version", backup).ok().path("version").asText(),
        Media.mxc(user, new byte[] {1}, "image/png"));
  }

  @Test
  void requestsThatCanNeverBeValidChangeNothing() {
    Mutator mutator = new Mutator(SEED);
    // A file may be of any bytes, so that there are none which make no file.
    List<Template> templates =
        CurrentFuzzTemplates.of(scene).stream()
            .filter(template -> !template.path().matches(".*/(upload|content)"))
            .toList();
    List<String> before = snapshot();
    for (int i = 0; i < NEVER_VALID; i++) {
      Mutator.Mutant mutant = mutator.refused(templates.get(i % templates.size()), user.token());
      RawHttp.Answer answer = send(mutant);
      if (answer.status() < 400) {
        faults.add("accepted: " + FuzzIT.describe(mutant, answer));
      }
    }
    assertThat(faults).isEmpty();
    assertThat(snapshot()).isEqualTo(before);
  }

  @Test
  void oddRequestsGetProperAnswers() {
    Mutator mutator = new Mutator(SEED + 1, CurrentFuzzTemplates.ODD_QUERIES);
    int logged = FuzzIT.errors().size();
    Client owner = user;
    Scene bystander = scene;
    List<String> untouched = snapshot();
    user = Users.fresh("fuzz").withPrefix(V3);
    int before = -1;
    for (int i = 0; i < ANY; i += GROUP) {
      if (i % 300 == 0) {
        scene = scene();
        leaver = Users.fresh("leaver").withPrefix(V3);
        before = events();
      }
      before = group(mutator, i, before);
    }
    assertThat(faults).isEmpty();
    user = owner;
    scene = bystander;
    assertThat(snapshot()).isEqualTo(untouched);
    assertThat(FuzzIT.errors().stream().skip(logged)).isEmpty();
    scene();
  }

  /** Sends a few mutants; of those that were refused none leaves an event. */
  private int group(Mutator mutator, int first, int before) {
    List<Template> templates = CurrentFuzzTemplates.of(scene);
    int accepted = 0;
    StringBuilder sent = new StringBuilder();
    for (int i = first; i < first + GROUP; i++) {
      Template template = templates.get((int) (i * 37L % templates.size()));
      String token = (template.path().contains("/logout") ? leaver : user).token();
      Mutator.Mutant mutant =
          i % 3 == 0 ? mutator.inside(template, token) : mutator.any(template, token);
      RawHttp.Answer answer = send(mutant);
      accepted += answer.status() < 300 && !mutant.method().equals("GET") ? 1 : 0;
      sent.append("\n").append(FuzzIT.describe(mutant, answer));
    }
    int after = events();
    if (before >= 0 && after > before + accepted) {
      faults.add("refused requests made events: " + (after - before) + ", after " + sent);
    }
    return after;
  }

  /**
   * How many events the room has, members left out: their names come later than the request. Not
   * asked by {@link Client}, which would not bear what is in these events.
   */
  private int events() {
    String page = V3 + Client.path("rooms", scene.room(), "messages") + "?dir=b&limit=1000";
    RawHttp.Answer answer = http.send("GET", page + "&access_token=" + user.token(), new byte[0]);
    return answer.status() != 200
        ? -1
        : Json.where(
                Json.parse(answer.body()).path("chunk"),
                event -> !event.path("type").asText().equals("m.room.member"))
            .size();
  }

  /** State and history of the room, without what changes by itself. */
  private List<String> snapshot() {
    List<String> all = new ArrayList<>();
    String room = Client.path("rooms", scene.room());
    for (JsonNode part :
        List.of(
            user.get(room + "/state").ok(),
            user.get(room + "/messages?dir=b&limit=1000").ok().path("chunk"))) {
      part.forEach(event -> all.add(event.path("event_id").asText() + event.path("content")));
    }
    return all;
  }

  private RawHttp.Answer send(Mutator.Mutant mutant) {
    RawHttp.Answer answer = http.send(mutant.method(), mutant.target(), mutant.body());
    boolean challenge =
        answer.status() == 401 && Json.tryParse(answer.body()).orElse(Json.of()).has("flows");
    String fault = challenge ? "" : FuzzIT.fault(answer);
    if (!fault.isEmpty()) {
      faults.add(fault + ": " + FuzzIT.describe(mutant, answer));
    }
    for (String broken : OpenApi.faultsOfAnswer(exchange(mutant, answer))) {
      faults.add(broken + ": " + FuzzIT.describe(mutant, answer));
    }
    return answer;
  }

  private static Exchange exchange(Mutator.Mutant mutant, RawHttp.Answer answer) {
    int mark = mutant.target().indexOf('?');
    Map<String, List<String>> fields = new TreeMap<>();
    answer.headers().forEach((name, value) -> fields.put(name, List.of(value)));
    return new Exchange(
        mutant.method(),
        mutant.target().substring(0, mark < 0 ? mutant.target().length() : mark),
        mark < 0 ? "" : mutant.target().substring(mark + 1),
        new String(mutant.body(), StandardCharsets.UTF_8),
        answer.status(),
        HttpHeaders.of(fields, (name, value) -> true),
        answer.body());
  }
}
