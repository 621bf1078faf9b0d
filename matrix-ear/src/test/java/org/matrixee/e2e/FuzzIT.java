package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Thousands of mutated requests at every endpoint: no answer above the 400s, every refusal a
 * standard error, nothing changed by what was refused, no stack trace anywhere.
 */
class FuzzIT {
  private static final long SEED = 20141006;
  private static final int NEVER_VALID = 1200;
  private static final int ANY = 3000;

  private final RawHttp http = new RawHttp(Servers.shared().port(8080));
  private final Set<String> faults = new TreeSet<>();

  @Test
  @Row({"S-API-08", "S-API-14", "S-API-15"})
  void requestsThatCanNeverBeValidChangeNothing() {
    Mutator mutator = new Mutator(SEED);
    Room room = newRoom();
    List<FuzzTemplates.Template> templates = templates(room);
    List<JsonNode> before = room.snapshot();
    for (int i = 0; i < NEVER_VALID; i++) {
      FuzzTemplates.Template template = templates.get(i % templates.size());
      Mutator.Mutant mutant = mutator.refused(template, room.client().token());
      RawHttp.Answer answer = send(mutant);
      if (answer.status() < 400) {
        faults.add("accepted: " + describe(mutant, answer));
      }
    }
    assertThat(faults).isEmpty();
    assertThat(room.snapshot()).isEqualTo(before);
  }

  @Test
  @Row({"S-API-04", "S-API-08", "S-API-10"})
  void oddRequestsGetProperAnswers() {
    Mutator mutator = new Mutator(SEED + 1);
    int logged = errors().size();
    Room bystander = Users.fresh("bystander").createRoom();
    List<JsonNode> untouched = bystander.snapshot();
    Room room = newRoom();
    for (int i = 0; i < ANY; i += 100) {
      if (i % 500 == 0) {
        room = newRoom();
      }
      room.join();
      hundredMutants(mutator, room);
    }
    assertThat(faults).isEmpty();
    assertThat(bystander.snapshot()).isEqualTo(untouched);
    assertThat(errors().stream().skip(logged)).isEmpty();
    Users.fresh("after").createRoom().say("the server is well");
  }

  /** Sends mutants in small groups; a group that was refused as a whole must leave no trace. */
  private void hundredMutants(Mutator mutator, Room room) {
    List<FuzzTemplates.Template> templates = new ArrayList<>(templates(room));
    templates.addAll(FuzzTemplates.files(Media.mxc(room.client(), new byte[] {1}, "image/png")));
    for (int group = 0; group < 10; group++) {
      int before = visibleEvents(room);
      int accepted = 0;
      StringBuilder sent = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        FuzzTemplates.Template template =
            templates.get((int) ((group * 10L + i) * 31 % templates.size()));
        Mutator.Mutant mutant = mutator.any(template, room.client().token());
        RawHttp.Answer answer = send(mutant);
        accepted += answer.status() == 200 && !mutant.method().equals("GET") ? 1 : 0;
        sent.append("\n").append(describe(mutant, answer));
      }
      int after = visibleEvents(room);
      if (before >= 0 && after > before + accepted) {
        faults.add(
            "refused requests made events: %d > %d, newest first %s, after %s"
                .formatted(after - before, accepted, newest(room, after - before), sent));
      }
    }
  }

  /** Events but for new names and pictures, which reach the room some time after the request. */
  private static int visibleEvents(Room room) {
    Reply page = room.messages("dir=b&limit=1000");
    if (page.status() != 200) {
      return -1;
    }
    List<JsonNode> events = Json.elements(page.json().path("chunk"));
    Set<String> joins =
        events.stream()
            .filter(FuzzIT::isJoin)
            .map(event -> event.path("event_id").asText())
            .collect(Collectors.toSet());
    // By prev_state, since a redaction takes prev_content away.
    return (int)
        events.stream()
            .filter(event -> !isJoin(event) || !joins.contains(event.path("prev_state").asText()))
            .count();
  }

  private static boolean isJoin(JsonNode event) {
    return event.path("type").asText().equals("m.room.member")
        && event.path("content").path("membership").asText().equals("join");
  }

  private static List<JsonNode> newest(Room room, int count) {
    return Json.elements(room.messages("dir=b&limit=" + count).json().path("chunk"));
  }

  @Test
  void oversizedBodiesAreTooLarge() {
    Room room = newRoom();
    List<JsonNode> before = room.snapshot();
    for (int size : new int[] {70_000, 1_000_000, 8_000_000}) {
      String body = "{\"msgtype\":\"m.text\",\"body\":\"" + "x".repeat(size) + "\"}";
      for (FuzzTemplates.Template template : templates(room)) {
        if (template.path().contains("/send/")
            || (size > 5_000_000 && template.method().equals("POST"))
            || (template.path().startsWith("/presence/list") && template.method().equals("POST"))) {
          RawHttp.Answer answer =
              send(
                  new Mutator.Mutant(
                      size + " bytes",
                      template.method(),
                      template.path() + "?access_token=" + room.client().token(),
                      body));
          assertThat(answer.status()).as("%s of %s bytes", template.path(), size).isEqualTo(413);
          assertThat(Json.parse(answer.body()).path("errcode").asText()).isEqualTo("M_TOO_LARGE");
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(room.snapshot()).isEqualTo(before);
  }

  private static Room newRoom() {
    Client owner = Users.fresh("fuzz");
    return owner.createRoom("visibility", "public", "room_alias_name", owner.localpart());
  }

  private static List<FuzzTemplates.Template> templates(Room room) {
    String alias = "#" + room.client().localpart() + ":" + Servers.shared().name();
    Reply page = room.messages("dir=b&limit=1");
    String eventId =
        page.status() == 200
            ? page.json().path("chunk").path(0).path("event_id").asText()
            : "unknown";
    return FuzzTemplates.of(room, eventId, alias);
  }

  private RawHttp.Answer send(Mutator.Mutant mutant) {
    String prefix = mutant.target().startsWith("/_matrix/") ? "" : Client.V1;
    RawHttp.Answer answer = http.send(mutant.method(), prefix + mutant.target(), mutant.body());
    String fault = fault(answer);
    if (!fault.isEmpty()) {
      faults.add(fault + ": " + describe(mutant, answer));
    }
    return answer;
  }

  /** What is wrong with an answer; empty if nothing is. */
  static String fault(RawHttp.Answer answer) {
    if (answer.status() >= 500) {
      return "5xx";
    }
    if (answer.body().contains("\tat ") || answer.body().contains("Exception")) {
      return "stack trace";
    }
    if (answer.status() < 300) {
      return "";
    }
    String type = answer.headers().getOrDefault("content-type", "none");
    JsonNode body = Json.tryParse(answer.body()).orElse(Json.of());
    boolean standard =
        type.startsWith("application/json")
            && body.path("errcode").asText().matches("M_[A-Z_]+")
            && !body.path("error").asText().isBlank();
    return standard ? "" : "no standard error";
  }

  static String describe(Mutator.Mutant mutant, RawHttp.Answer answer) {
    return mutant.kind()
        + ": "
        + mutant.method()
        + " "
        + shorten(mutant.target())
        + " "
        + shorten(new String(mutant.body(), StandardCharsets.UTF_8))
        + " -> "
        + answer.status()
        + " "
        + shorten(answer.body());
  }

  private static String shorten(String text) {
    return text.length() <= 160 ? text : text.substring(0, 160) + "...";
  }

  /** Lines of the server's log that tell of an error with a stack trace. */
  static List<String> errors() {
    List<String> errors = new ArrayList<>();
    String previous = "";
    for (String line : Servers.shared().log().lines().toList()) {
      if (line.startsWith("\tat ") && !previous.startsWith("\tat ")) {
        errors.add(previous);
      } else if (line.contains(" ERROR ")) {
        errors.add(line);
      }
      previous = line;
    }
    return errors;
  }
}
