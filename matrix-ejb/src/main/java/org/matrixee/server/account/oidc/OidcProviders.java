package org.matrixee.server.account.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.oidc.rules.FlowSecrets;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.OidcProvider;
import org.matrixee.server.config.Threads;

/** The OpenID Connect providers of the settings, and this server's addresses for each. */
@ApplicationScoped
public class OidcProviders {
  /** Below which all addresses of these logins are, after the public URL. */
  public static final String PATH = "/_matrix/client/api/v1/login/oauth2";

  private final Map<String, ProviderConnection> connections = new LinkedHashMap<>();
  private MatrixConfig config;
  private Threads threads;

  /** For the container's proxies. */
  protected OidcProviders() {}

  /** With the settings. */
  @Inject
  public OidcProviders(MatrixConfig config, Threads threads, Clock clock) {
    this.config = config;
    this.threads = threads;
    if (!config.oidc().providers().isEmpty()) {
      LimitedHttp http = new LimitedHttp(threads.executor());
      for (OidcProvider provider : config.oidc().providers()) {
        connections.put(
            provider.id(), new ProviderConnection(provider, http, threads.outside(), clock));
      }
    }
  }

  /** All of them, in the order of the settings. */
  public List<OidcProvider> all() {
    return connections.values().stream().map(ProviderConnection::provider).toList();
  }

  /** Where a browser begins or chooses. */
  URI selectionUri(String key) {
    return URI.create(config.publicUrl() + PATH + "/select?key=" + key);
  }

  /**
   * Where a provider sends the browser back to: one address for each, so that none is taken for
   * another.
   */
  URI redirectUri(OidcProvider provider) {
    return URI.create(config.publicUrl() + PATH + "/callback/" + provider.id());
  }

  /**
   * Where a browser begins the login at a provider.
   *
   * @throws MatrixException through the stage as {@link ProviderConnection#discover}
   */
  CompletionStage<URI> authorizationUri(OidcProvider provider, LoginRequest request) {
    return party(provider).thenApply(party -> party.authorizationUri(request));
  }

  /**
   * Finds out who came back from a provider.
   *
   * @param since from when on the person must have proven himself there; null if it does not matter
   * @throws MatrixException through the stage as {@link RelyingParty#redeem}
   */
  CompletionStage<Person> redeem(
      OidcProvider provider,
      Map<String, List<String>> parameters,
      FlowSecrets secrets,
      @Nullable Instant since) {
    return party(provider)
        .thenApplyAsync(party -> party.redeem(parameters, secrets, since), threads.outside());
  }

  private CompletionStage<RelyingParty> party(OidcProvider provider) {
    ProviderConnection connection =
        Optional.ofNullable(connections.get(provider.id())).orElseThrow();
    return connection
        .discover()
        .thenApply(found -> new RelyingParty(connection, found, redirectUri(provider)));
  }

  /**
   * A provider by its name in addresses.
   *
   * @throws MatrixException M_NOT_FOUND
   */
  OidcProvider get(String id) {
    return Optional.ofNullable(connections.get(id))
        .map(ProviderConnection::provider)
        .orElseThrow(
            () -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such login service."));
  }
}
