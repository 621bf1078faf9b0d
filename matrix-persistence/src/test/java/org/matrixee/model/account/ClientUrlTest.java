package org.matrixee.model.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example.org/#/home, https://app.example.org",
    "HTTPS://App.Example.org:443/x?y, https://app.example.org",
    "http://localhost:8080, http://localhost:8080",
    "http://example.org:80/, http://example.org",
    "https://[::1]:9/, https://[::1]:9",
    "io.element.android:/login?a=b, io.element.android:",
    "element://vector/webapp/, element:",
    "Element:opaque, element:"
  })
  void pagesAndAppsAreClients(String text, String origin) {
    assertThat(ClientUrl.parse(text).map(ClientUrl::origin)).contains(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/path",
        "//example.org/",
        "example.org",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://example.org/x",
        "intent://x#Intent;end",
        "https:",
        "https:example.org",
        "https:///example.org",
        "https://user@example.org/",
        "https://good.example\\@evil.example/",
        "https://good.example\t/",
        "https://exa mple.org/"
      })
  void nothingElseIs(String text) {
    assertThat(ClientUrl.parse(text)).isEmpty();
    assertThat(ClientUrl.parse("https://example.org/" + "x".repeat(2000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example?t=1",
    "https://a.example/, https://a.example/?t=1",
    "https://a.example/?, https://a.example/?t=1",
    "https://a.example/?x=%26&y, https://a.example/?x=%26&y&t=1",
    "https://a.example/?x=1#/a?b=c, https://a.example/?x=1&t=1#/a?b=c",
    "https://a.example/#/a?b, https://a.example/?t=1#/a?b",
    "https://a.example/?t=evil&x=1&t&tt=2, https://a.example/?x=1&tt=2&t=1",
    "app:/cb?x=1, app:/cb?x=1&t=1",
    "app:cb, app:cb?t=1"
  })
  void parameterIsAddedAndTheQueryStays(String text, String expected) {
    assertThat(ClientUrl.parse(text).orElseThrow().with("t", "1")).isEqualTo(expected);
  }

  @Test
  void placeIsWhatPeopleCanTell() {
    assertThat(ClientUrl.parse("https://good.example.evil.example/good.example").orElseThrow())
        .extracting(ClientUrl::place)
        .isEqualTo("good.example.evil.example");
    assertThat(ClientUrl.parse("app:/cb").orElseThrow().place()).isEqualTo("app");
    assertThat(ClientUrl.parse("https://a.example/?secret").orElseThrow().toString())
        .isEqualTo("https://a.example");
  }
}
