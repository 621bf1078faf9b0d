package org.matrixee.server.directory.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomAlias;

class RoomAddressesTest {
  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static Set<RoomAlias> added(String content, String before) {
    return RoomAddresses.added(json(content), json(before));
  }

  @Test
  void onlyNewAliasesAreLookedAt() {
    assertThat(added("{\"alias\":\"#a:s\",\"alt_aliases\":[\"#b:s\",\"#c:s\"]}", "{}"))
        .containsExactly(new RoomAlias("#a:s"), new RoomAlias("#b:s"), new RoomAlias("#c:s"));
    assertThat(added("{\"alias\":\"#b:s\"}", "{\"alias\":\"#a:s\",\"alt_aliases\":[\"#b:s\"]}"))
        .isEmpty();
    assertThat(added("{\"alias\":\"odd\"}", "{\"alias\":\"odd\"}")).isEmpty();
    assertThat(added("{}", "{\"alias\":5,\"alt_aliases\":\"x\"}")).isEmpty();
    assertThat(added("{\"alias\":null}", "{}")).isEmpty();
    assertThat(added("{\"alias\":\"\"}", "{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alias\":5}",
        "{\"alias\":\"a\"}",
        "{\"alias\":\"#a\"}",
        "{\"alt_aliases\":\"#a:s\"}",
        "{\"alt_aliases\":null}",
        "{\"alt_aliases\":[null]}",
        "{\"alt_aliases\":[\"@a:s\"]}",
        "{\"alt_aliases\":[\"#a:s\",{}]}"
      })
  void whatIsNoAliasIsRefused(String content) {
    assertThatThrownBy(() -> added(content, "{}")).isInstanceOf(MatrixException.class);
  }
}
