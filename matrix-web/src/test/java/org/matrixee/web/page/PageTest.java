package org.matrixee.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.web.legacy.client.account.LoginPageResource;
import org.matrixee.web.legacy.client.account.ServiceSelectionResource;

class PageTest {
  private static final Page LANDING =
      Page.of(
          LandingPageResource.class,
          "landing",
          Map.of("server", "a<b>\"&", "url", "http://x", "version", "1"));
  private static final Page LOGIN =
      Page.calling(
              List.of("https://id.example"),
              LoginPageResource.class,
              "login",
              Map.of(
                  "server", "example.org", "title", "Log in", "preposition", "to", "servers", ""))
          .repeat("terms", List.of());

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  @Test
  void escapesTexts() {
    assertThat(LANDING.html()).contains("<h1>a&lt;b>&quot;&amp;</h1>").doesNotContain("{{");
  }

  @Test
  void allowsItsOwnStyleAndNoScriptIfItHasNone() throws NoSuchAlgorithmException {
    String style = between(LANDING.html(), "<style>", "</style>");

    assertThat(LANDING.security())
        .contains("style-src " + hash(style) + ";")
        .contains("script-src 'none'");
  }

  @Test
  void allowsItsOwnScript() throws NoSuchAlgorithmException {
    String script = between(LOGIN.html(), "<script>", "</script>");

    assertThat(LOGIN.security()).contains("script-src " + hash(script) + ";");
  }

  @Test
  void allowsCallsToNamedServersOnly() {
    assertThat(LOGIN.security()).contains("connect-src 'self' https://id.example;");
    assertThat(LANDING.security()).contains("connect-src 'self';");
  }

  @Test
  void fetchesNothingFromElsewhere() {
    assertThat(LOGIN.html()).doesNotContain("src=").doesNotContain("{{");
    assertThat(LANDING.html()).doesNotContain("src=");
  }

  @Test
  void repeatsAPartAndEscapesItsTexts() {
    String html =
        Page.of(ServiceSelectionResource.class, "services", Map.of("server", "a"))
            .repeat(
                "services",
                List.of(
                    Map.of("name", "<One> {{host}}", "uri", "https://a/?x=1&y=\"", "host", "a"),
                    Map.of("name", "$1 Two", "uri", "https://b/", "host", "b")))
            .repeat("down", List.of())
            .html();
    assertThat(html)
        .contains("href=\"https://a/?x=1&amp;y=&quot;\"")
        .contains("<span>&lt;One> &#123;&#123;host}}</span>")
        .contains("<span>$1 Two</span>")
        .doesNotContain("cannot be reached");
  }

  @Test
  void textsAreNoPlaces() {
    Page page =
        Page.of(
            LandingPageResource.class,
            "landing",
            Map.of("server", "{{script}} {{url}}", "url", "http://x", "version", "{{server}}"));
    assertThat(page.html()).contains("<h1>&#123;&#123;script}} &#123;&#123;url}}</h1>");
    assertThat(page.security()).contains("script-src 'none'");
  }

  @Test
  void formsMayLeadToOnePlaceMore() {
    assertThat(LANDING.security()).contains("form-action 'self';");
    assertThat(LANDING.leadingTo("https://a.example").security())
        .contains("form-action 'self' https://a.example;");
  }
}
