package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** The address book, which the specification has the idea of (S-MISC-05). */
@Execution(ExecutionMode.CONCURRENT)
class AddressBookIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final String book = path("addressbook", anna.userId());

  private static JsonNode contacts(Object... contacts) {
    return Json.of("contacts", Json.list(contacts));
  }

  @Test
  @Row("S-MISC-05")
  void contactsAreTidiedMergedAndToldOfThisServersAccounts() {
    JsonNode posted =
        contacts(
            Json.of("name", " Bert ", "email", Json.list("Bert@Example.ORG")),
            Json.of(
                "email", Json.list("bert@example.org", "b@work.example"), "groups", Json.list("x")),
            Json.of("phone", Json.list("0049 (30) 12-34"), "email", Json.list("B@work.example")),
            Json.of("name", "Carla", "phone", Json.list("+49301235")),
            Json.of("name", "Nobody", "user_id", "@nobody-here:localhost"),
            Json.of("name", "Far", "user_id", "@far:elsewhere.example"));
    JsonNode processed = anna.put(book, posted).ok().path("contacts");
    assertThat(Json.texts(processed, "name")).containsExactly("Bert", "Carla", "Nobody", "Far");
    JsonNode merged = processed.path(0);
    assertThat(merged.path("email")).isEqualTo(Json.list("bert@example.org", "b@work.example"));
    assertThat(merged.path("phone")).isEqualTo(Json.list("+49301234"));
    assertThat(merged.path("groups")).isEqualTo(Json.list("x"));
    assertThat(processed.path(2).path("on_matrix").asBoolean(true)).isFalse();
    assertThat(processed.path(3).has("on_matrix")).isFalse();

    JsonNode added =
        contacts(
            Json.of(
                "user_id",
                bert.userId().replace("@bert", "@BERT"),
                "email",
                Json.list("b@work.example")));
    JsonNode all = anna.post(book, added).ok().path("contacts");
    assertThat(all).hasSize(4);
    assertThat(all.path(0).path("user_id").asText()).isEqualTo(bert.userId());
    assertThat(all.path(0).path("on_matrix").asBoolean()).isTrue();
    assertThat(all.path(0).path("name").asText()).isEqualTo("Bert");
    assertThat(anna.get(book).ok().path("contacts")).isEqualTo(all);

    assertThat(anna.put(book, contacts()).ok()).isEqualTo(contacts());
    assertThat(anna.get(book).ok()).isEqualTo(contacts());
  }

  @Test
  @Row("S-MISC-05")
  void twoUsersWithACommonAddressStayTwo() {
    JsonNode processed =
        anna.put(
                book,
                contacts(
                    Json.of("user_id", "@a:x.example", "email", Json.list("home@x.example")),
                    Json.of("user_id", "@b:x.example", "email", Json.list("home@x.example"))))
            .ok()
            .path("contacts");
    assertThat(Json.texts(processed, "user_id")).containsExactly("@a:x.example", "@b:x.example");
  }

  @Test
  @Row("S-MISC-05")
  void nobodyElseReadsOrWritesIt() {
    anna.put(book, contacts(Json.of("name", "Secret"))).ok();
    bert.get(book).forbidden();
    bert.put(book, contacts()).forbidden();
    bert.post(book, contacts(Json.of("name", "Mallory"))).forbidden();
    Users.nobody().get(book).forbidden();
    assertThat(Json.texts(anna.get(book).ok().path("contacts"), "name")).containsExactly("Secret");
    assertThat(bert.get(path("addressbook", bert.userId())).ok()).isEqualTo(contacts());
  }

  @Test
  void whatIsNoContactIsRefusedAndChangesNothing() {
    anna.put(book, contacts(Json.of("name", "Kept"))).ok();
    anna.put(book, Json.of()).badJson();
    anna.put(book, Json.of("contacts", "x")).badJson();
    anna.put(book, contacts("x")).badJson();
    anna.put(book, contacts(Json.of())).badJson();
    anna.post(book, contacts(Json.of("name", 7))).badJson();
    anna.post(book, contacts(Json.of("email", Json.list("no address")))).badJson();
    anna.post(book, contacts(Json.of("phone", Json.list("call me")))).badJson();
    anna.post(book, contacts(Json.of("user_id", "kim"))).badJson();
    anna.post(book, contacts(Json.of("name", "x".repeat(256)))).badJson();
    ArrayNode many = Json.list();
    for (int i = 0; i <= 1000; i++) {
      many.add(Json.of("name", "n" + i));
    }
    anna.put(book, Json.of("contacts", many)).badJson();
    assertThat(Json.texts(anna.get(book).ok().path("contacts"), "name")).containsExactly("Kept");
    ArrayNode large = Json.list();
    for (int i = 0; i < 700; i++) {
      large.add(Json.of("name", i + "x".repeat(60)));
    }
    anna.put(book, Json.of("contacts", large)).refused(413, "M_TOO_LARGE");
    assertThat(Json.texts(anna.get(book).ok().path("contacts"), "name")).containsExactly("Kept");
  }
}
