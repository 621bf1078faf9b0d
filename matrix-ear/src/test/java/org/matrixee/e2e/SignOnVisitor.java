package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser with one cookie, on its way through {@code m.login.sso}. */
final class SignOnVisitor {
  private static final String V3 = "/_matrix/client/v3";
  private static final String HTML = "text/html,*/*;q=0.8";
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");

  private final MatrixServer server;
  private String cookie = "x=y";

  SignOnVisitor(MatrixServer server) {
    this.server = server;
  }

  Reply get(String url) {
    Reply reply = OAuthLogin.get(URI.create(url), "Accept", HTML, "Cookie", cookie);
    reply
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    return reply;
  }

  /** Comes from a client; where it is sent to. */
  URI begins(String provider, String redirectUrl) {
    return URI.create(
        location(
            get(
                server.url()
                    + V3
                    + "/login/sso/redirect/"
                    + provider
                    + "?redirectUrl="
                    + Client.encode(redirectUrl))));
  }

  Reply comesBack(URI back) {
    return get(back.toString());
  }

  /** Agrees to go to the client that a page names; where it is sent to. */
  String agrees(Reply page) {
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return location(get(server.url() + link(page, "/_matrix/")));
  }

  /** Where a redirect leads. */
  static String location(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(302);
    assertThat(reply.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    return reply.headers().firstValue("Location").orElseThrow();
  }

  /** The first link of a page that begins like this. */
  static String link(Reply page, String beginning) {
    Matcher matcher = HREF.matcher(page.text());
    while (matcher.find()) {
      if (matcher.group(1).startsWith(beginning)) {
        return matcher.group(1).replace("&amp;", "&");
      }
    }
    throw new AssertionError("no link to " + beginning + " in " + page.text());
  }

  /** The client's login, by the token in the address that the browser was sent to. */
  static Reply byToken(MatrixServer server, String where) {
    String token = where.replaceFirst(".*[?&]loginToken=([A-Za-z0-9_-]+).*", "$1");
    Secrets.add(token);
    return Client.nobody(server.url())
        .withPrefix(V3)
        .post("/login", Json.of("type", "m.login.token", "token", token));
  }
}
