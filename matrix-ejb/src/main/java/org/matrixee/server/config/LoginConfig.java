package org.matrixee.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.matrixee.model.account.ClientUrl;

/**
 * Settings of login and registration.
 *
 * @param flows the flows of login, each the types of its stages; empty for the usual ones
 * @param registrationFlows the flows of registration; empty for the usual ones
 * @param sessionLifetime how long a login or registration of several requests may take
 * @param accessTokenLifetime how long an access token is good that its client can renew
 * @param registrationTokens what people must know to register; empty if nothing
 * @param trustedClients the origins that browsers are sent to without a question, see {@link
 *     ClientUrl#origin}
 * @param passwordBackend the name of what checks passwords
 * @param mail outgoing mail
 * @param identityServers the base URLs of the identity servers that count
 */
public record LoginConfig(
    List<List<String>> flows,
    List<List<String>> registrationFlows,
    Duration sessionLifetime,
    Duration accessTokenLifetime,
    Set<String> registrationTokens,
    Set<String> trustedClients,
    String passwordBackend,
    MailConfig mail,
    List<URI> identityServers) {

  private static final String WITH_TOKEN = "m.login.registration_token,m.login.password";

  static LoginConfig read(Settings settings, String serverName) {
    Set<String> tokens =
        Set.copyOf(settings.list("MATRIX_REGISTRATION_TOKENS", LoginConfig::registrationToken));
    // Tokens that nobody must know would be of no use.
    String registration = tokens.isEmpty() ? "" : WITH_TOKEN;
    return new LoginConfig(
        settings.read("MATRIX_LOGIN_FLOWS", "", LoginConfig::flows),
        settings.read("MATRIX_REGISTRATION_FLOWS", registration, LoginConfig::flows),
        Duration.ofSeconds(settings.integer("MATRIX_LOGIN_SESSION_LIFETIME", 1800, 1, 86_400)),
        Duration.ofSeconds(settings.integer("MATRIX_ACCESS_TOKEN_LIFETIME", 3600, 1, 31_536_000)),
        tokens,
        Set.copyOf(settings.list("MATRIX_SSO_CLIENT_WHITELIST", LoginConfig::client)),
        settings.read("MATRIX_PASSWORD_BACKEND", "accounts", value -> value),
        MailConfig.read(settings, serverName),
        settings.read("MATRIX_IDENTITY_SERVERS", "", LoginConfig::servers));
  }

  /** v1.19: Client-Server API, "Token-authenticated registration". */
  private static String registrationToken(String text) {
    if (!text.matches("[A-Za-z0-9._~-]{1,64}")) {
      throw new IllegalArgumentException(
          "must hold tokens of 1 to 64 letters, digits and the characters . _ ~ -");
    }
    return text;
  }

  /** An app's scheme alone is none of its addresses. */
  private static String client(String text) {
    if (text.matches("[A-Za-z][A-Za-z0-9+.-]*:(//)?")) {
      return client(text.substring(0, text.indexOf(':') + 1) + "/");
    }
    ClientUrl client =
        ClientUrl.parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "must list http or https origins, and schemes of apps such as element:"));
    String path = client.uri().getRawPath();
    if (client.isWeb() && path != null && path.length() > 1) {
      throw new IllegalArgumentException("must list origins, without paths");
    }
    return client.origin();
  }

  /** Leaves the tokens out. */
  @Override
  public String toString() {
    return "LoginConfig[flows=" + flows + ", registrationFlows=" + registrationFlows + "]";
  }

  /** By https unless http is named. */
  private static List<URI> servers(String text) {
    List<URI> servers = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String name = part.strip().toLowerCase(Locale.ROOT).replaceFirst("/$", "");
      URI server = URI.create(name.contains("://") ? name : "https://" + name);
      boolean web = "https".equals(server.getScheme()) || "http".equals(server.getScheme());
      if (!web
          || server.getHost() == null
          || !server.getRawPath().isEmpty()
          || server.getRawQuery() != null
          || server.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "must be host names or http or https URLs without a path, separated by commas");
      }
      servers.add(server);
    }
    return List.copyOf(servers);
  }

  private static List<List<String>> flows(String text) {
    List<List<String>> flows = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
      List<String> flow = Arrays.stream(part.split(",", -1)).map(String::strip).toList();
      if (!flow.stream().allMatch(type -> type.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)+"))) {
        throw new IllegalArgumentException(
            "must be flows separated by semicolons, each of stages such as m.login.password"
                + " separated by commas");
      }
      if (new HashSet<>(flow).size() < flow.size()) {
        throw new IllegalArgumentException("must not have the same stage twice in one flow");
      }
      flows.add(flow);
    }
    requireDistinct(flows);
    return List.copyOf(flows);
  }

  /** A flow that is the beginning of another would let everybody leave out the rest. */
  private static void requireDistinct(List<List<String>> flows) {
    for (int i = 0; i < flows.size(); i++) {
      for (int j = 0; j < flows.size(); j++) {
        List<String> flow = flows.get(i);
        List<String> other = flows.get(j);
        if (i != j && flow.size() <= other.size() && other.subList(0, flow.size()).equals(flow)) {
          throw new IllegalArgumentException(
              "must not have a flow that is the beginning of another one");
        }
      }
    }
  }
}
