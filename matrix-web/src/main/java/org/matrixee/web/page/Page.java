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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finished HTML document, self-contained: style and script are put in when it is made, and the
 * content security policy allows exactly these by their hashes.
 */
public final class Page {
  private static final String SECURITY =
      "default-src 'none'; style-src '%s'; script-src %s; img-src data:; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

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
    return of(owner, name, values, Map.of());
  }

  /**
   * The same with parts that are there once for each entry of a list.
   *
   * @param lists the values of each entry, by the part's name: <code>{{#name}}...{{/name}}</code>
   */
  public static Page of(
      Class<?> owner,
      String name,
      Map<String, String> values,
      Map<String, List<Map<String, String>>> lists) {
    String html = text(owner, name + ".html");
    String style = text(Page.class, "page.css");
    String script = html.contains(SCRIPT) ? text(owner, name + ".js") : "";
    for (Map.Entry<String, List<Map<String, String>>> list : lists.entrySet()) {
      html = repeat(html, list.getKey(), list.getValue());
    }
    Map<String, String> all = new HashMap<>();
    values.forEach((key, value) -> all.put(key, escape(value)));
    all.put("style", style);
    all.put("script", script);
    return new Page(
        fill(html, all),
        SECURITY.formatted(hash(style), script.isEmpty() ? "'none'" : "'" + hash(script) + "'"));
  }

  /** The part of a list, once for each entry. */
  private static String repeat(String html, String name, List<Map<String, String>> entries) {
    String begin = "{{#" + name + "}}";
    String end = "{{/" + name + "}}";
    int from = html.indexOf(begin);
    int to = html.indexOf(end);
    String part = html.substring(from + begin.length(), to);
    StringBuilder parts = new StringBuilder();
    for (Map<String, String> entry : entries) {
      Map<String, String> escaped = new HashMap<>();
      entry.forEach((key, value) -> escaped.put(key, escape(value)));
      parts.append(fill(part, escaped));
    }
    return html.substring(0, from) + parts + html.substring(to + end.length());
  }

  /** Fills all places that have a value, in one go: a value's own text is never looked at. */
  private static String fill(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }

  /** The answer that shows it. */
  public Response toResponse() {
    return Response.ok(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("Content-Security-Policy", security)
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  /** The same for a page that is about one person: nothing on the way keeps it. */
  public Response toResponse(int status) {
    return Response.fromResponse(toResponse())
        .status(status)
        .header(HttpHeaders.CACHE_CONTROL, null)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
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
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
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
