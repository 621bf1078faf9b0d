package org.matrixee.model.account;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An address of a client, which a browser may be sent to: a web page, or an app by a scheme of its
 * own.
 *
 * <p>Read strictly, since browsers are generous: what two programs could understand in two ways is
 * refused, as is every scheme that runs something or opens what is not a client.
 *
 * @param uri with a scheme; of http and https also with a host, and without a user
 */
public record ClientUrl(URI uri) {
  private static final int MAX_LENGTH = 2000;

  /** Schemes that browsers, or programs beside them, give a meaning of their own. */
  private static final Set<String> NO_CLIENTS =
      Set.of(
          "about",
          "blob",
          "chrome",
          "content",
          "data",
          "feed",
          "file",
          "filesystem",
          "ftp",
          "intent",
          "jar",
          "javascript",
          "mailto",
          "mhtml",
          "resource",
          "search-ms",
          "sms",
          "tel",
          "urn",
          "vbscript",
          "view-source",
          "ws",
          "wss",
          "x-javascript");

  /** Reads what a client gave; empty if no browser is sent there. */
  public static Optional<ClientUrl> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      return isClient(uri) ? Optional.of(new ClientUrl(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isClient(URI uri) {
    @Nullable String scheme = uri.getScheme();
    if (scheme == null || NO_CLIENTS.contains(scheme.toLowerCase(Locale.ROOT))) {
      return false;
    }
    return !isWeb(scheme) || (uri.getHost() != null && uri.getRawUserInfo() == null);
  }

  private static boolean isWeb(String scheme) {
    return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
  }

  /** Whether it is a web page, and not an app. */
  public boolean isWeb() {
    return isWeb(uri.getScheme());
  }

  /** Who gets what is sent there: scheme, host and port of a page; the scheme of an app. */
  public String origin() {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return isWeb() ? scheme + "://" + place() : scheme + ":";
  }

  /** What people are told about where they go: host and port of a page; the scheme of an app. */
  public String place() {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!isWeb()) {
      return scheme;
    }
    int usual = scheme.equals("http") ? 80 : 443;
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return uri.getPort() == -1 || uri.getPort() == usual ? host : host + ":" + uri.getPort();
  }

  /**
   * The address with one parameter more in its query. What the query has stays as it is, but for a
   * parameter of the same name, which would be a trap.
   *
   * @param value of letters, digits, - and _
   */
  public String with(String name, String value) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    String fragment = hash < 0 ? "" : text.substring(hash);
    String address = hash < 0 ? text : text.substring(0, hash);
    int question = address.indexOf('?');
    String before = question < 0 ? address : address.substring(0, question);
    String query =
        question < 0
            ? ""
            : Arrays.stream(address.substring(question + 1).split("&", -1))
                .filter(part -> !part.isEmpty())
                .filter(part -> !part.equals(name) && !part.startsWith(name + "="))
                .map(part -> part + "&")
                .collect(Collectors.joining());
    return before + "?" + query + name + "=" + value + fragment;
  }

  /** The origin only: what follows may hold secrets. */
  @Override
  public String toString() {
    return origin();
  }
}
