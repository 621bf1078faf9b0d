package org.matrixee.web.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finished HTML document, self-contained: style and script are put in when it is made, and the
 * content security policy allows exactly these by their hashes.
 */
public final class Page {
  private static final String FORMS = "form-action 'self'";

  private static final String SECURITY =
      "default-src 'none'; style-src '%s'; script-src %s; img-src data:; connect-src 'self'%s;"
          + " "
          + FORMS
          + "; base-uri 'none'; frame-ancestors 'none'";

  private static final String SCRIPT = "{{script}}";
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)\\}\\}");

  private final String html;
  private final String security;

  private Page(String html, String security) {
    this.html = html;
    this.security = security;
  }

  /**
   * Makes a page of the resource {@code <name>.html} beside a class, the style that all pages share
   * and, if the page has a place for it, the script {@code <name>.js}.
   *
   * @param values texts for the places {@code {{name}}}, escaped here
   */
  public static Page of(Class<?> owner, String name, Map<String, String> values) {
    return calling(List.of(), owner, name, values);
  }

  /**
   * The same with a script that may call other servers.
   *
   * @param servers their origins
   */
  public static Page calling(
      List<String> servers, Class<?> owner, String name, Map<String, String> values) {
    String connect = servers.isEmpty() ? "" : " " + String.join(" ", servers);
    String html = text(owner, name + ".html");
    for (Map.Entry<String, String> value : values.entrySet()) {
      html = html.replace("{{" + value.getKey() + "}}", escape(value.getValue()));
    }
    String style = text(Page.class, "page.css");
    html = html.replace("{{style}}", style);
    if (!html.contains(SCRIPT)) {
      return new Page(html, SECURITY.formatted(hash(style), "'none'", connect));
    }
    String script = text(owner, name + ".js");
    html = html.replace(SCRIPT, script);
    return new Page(html, SECURITY.formatted(hash(style), "'" + hash(script) + "'", connect));
  }

  /**
   * The same page with one of its parts, <code>{{#name}}...{{/name}}</code>, once for each entry of
   * a list.
   *
   * @param entries the texts for the part's places
   */
  public Page repeat(String name, List<Map<String, String>> entries) {
    String begin = "{{#" + name + "}}";
    String end = "{{/" + name + "}}";
    int from = html.indexOf(begin);
    int to = html.indexOf(end);
    String part = html.substring(from + begin.length(), to);
    StringBuilder parts = new StringBuilder();
    for (Map<String, String> entry : entries) {
      parts.append(
          PLACE
              .matcher(part)
              .replaceAll(
                  place ->
                      Matcher.quoteReplacement(escape(entry.getOrDefault(place.group(1), "")))));
    }
    return new Page(html.substring(0, from) + parts + html.substring(to + end.length()), security);
  }

  /**
   * The same page, whose forms may lead to another place in the end: browsers look at the whole way
   * of a form.
   *
   * @param origin of that place
   */
  public Page leadingTo(String origin) {
    return new Page(html, security.replace(FORMS, FORMS + " " + origin));
  }

  /** The answer that shows it. */
  public Response toResponse() {
    return toResponse(200);
  }

  /** The same, with another status. */
  public Response toResponse(int status) {
    return Response.status(status)
        .entity(html.getBytes(StandardCharsets.UTF_8))
        .type("text/html; charset=utf-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("Content-Security-Policy", security)
        .build();
  }

  String html() {
    return html;
  }

  String security() {
    return security;
  }

  private static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        // What somebody has typed in is no place of the page.
        .replace("{", "&#123;");
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
