package org.matrixee.server.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of logging in at OpenID Connect providers ({@code docs/sso.md}).
 *
 * @param providers none: {@code m.login.oauth2} is not offered
 */
public record OidcConfig(List<OidcProvider> providers) {
  private static final int MOST_PROVIDERS = 20;

  /** Copies the list. */
  public OidcConfig {
    providers = List.copyOf(providers);
  }

  /** The setting of one provider. */
  static String key(String provider, String name) {
    return "MATRIX_OIDC_" + provider.toUpperCase(Locale.ROOT) + "_" + name;
  }

  static OidcConfig read(Settings settings) {
    List<String> ids = settings.read("MATRIX_OIDC_PROVIDERS", "", OidcConfig::ids);
    return new OidcConfig(ids.stream().map(id -> provider(settings, id)).toList());
  }

  private static OidcProvider provider(Settings settings, String id) {
    return new OidcProvider(
        id,
        settings.read(key(id, "NAME"), id, OidcConfig::text),
        settings.read(key(id, "ISSUER"), "", OidcConfig::issuer),
        settings.read(key(id, "CLIENT_ID"), "", OidcConfig::text),
        settings.read(key(id, "CLIENT_SECRET"), "", OidcConfig::text),
        settings.read(key(id, "SCOPES"), "openid profile email", OidcConfig::scopes),
        settings.read(key(id, "LOCALPART_CLAIM"), "preferred_username", OidcConfig::text),
        settings.read(key(id, "DISPLAYNAME_CLAIM"), "name", OidcConfig::text),
        settings.read(key(id, "EMAIL_CLAIM"), "email", OidcConfig::text),
        settings.<@Nullable String>read(key(id, "ICON"), "", OidcConfig::icon),
        settings.<@Nullable String>read(key(id, "BRAND"), "", OidcConfig::brand),
        settings.read(key(id, "NAME_TAKEN"), "refuse", OidcConfig::nameTaken));
  }

  private static List<String> ids(String text) {
    List<String> ids =
        Stream.of(text.split(",", -1)).map(String::strip).filter(id -> !id.isEmpty()).toList();
    for (String id : ids) {
      if (!id.matches("[a-z][a-z0-9]{0,30}")) {
        throw new IllegalArgumentException(
            "must list names of lower-case letters and digits, with commas between them");
      }
    }
    if (Set.copyOf(ids).size() < ids.size()) {
      throw new IllegalArgumentException("names a provider twice");
    }
    if (ids.size() > MOST_PROVIDERS) {
      throw new IllegalArgumentException("names more than " + MOST_PROVIDERS + " providers");
    }
    return ids;
  }

  static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must be set");
    }
    return text;
  }

  private static @Nullable String icon(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("mxc://[A-Za-z0-9.:\\[\\]-]+/[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("must be an mxc URI");
    }
    return text;
  }

  /** v1.19: Client-Server API, "SSO client login/authentication", {@code brand}. */
  private static @Nullable String brand(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[a-z][a-z0-9._-]{0,254}")) {
      throw new IllegalArgumentException(
          "must begin with a lower-case letter, and hold such letters, digits and . _ - only");
    }
    return text;
  }

  private static String issuer(String text) {
    URI uri = URI.create(text(text));
    String host = uri.getHost();
    if (host == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("must be a URL without a query");
    }
    if (!isSafe(uri)) {
      throw new IllegalArgumentException("must begin with https:");
    }
    return text;
  }

  /** Whether nobody on the way can read what is sent there. */
  public static boolean isSafe(URI uri) {
    String host = uri.getHost();
    return host != null
        && ("https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme())
                && List.of("localhost", "127.0.0.1", "[::1]").contains(host)));
  }

  private static List<String> scopes(String text) {
    List<String> scopes = new ArrayList<>(Arrays.asList(text.split("\\s+")));
    if (!scopes.contains("openid")) {
      scopes.add(0, "openid");
    }
    return scopes;
  }

  static NameTaken nameTaken(String text) {
    return switch (text) {
      case "refuse" -> NameTaken.REFUSE;
      case "number" -> NameTaken.NUMBER;
      case "link" -> NameTaken.LINK;
      default -> throw new IllegalArgumentException("must be refuse, number or link");
    };
  }
}
