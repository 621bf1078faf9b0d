package org.matrixee.server.account.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.config.OidcConfig;
import org.matrixee.server.config.OidcProvider;

/**
 * What one provider says about itself, read when it is first needed: the server starts while a
 * provider is down.
 *
 * <p>Many requests at once share one reading. What was read is used for some hours, and longer
 * while the provider is down; a failure is told again for some seconds without another try.
 */
final class ProviderConnection {
  private static final Logger LOG = Logger.getLogger(ProviderConnection.class);
  private static final Duration FRESH = Duration.ofHours(6);
  private static final Duration RETRY = Duration.ofSeconds(3);

  /** Signatures that only the provider can make. The rest, "none" first of all, is refused. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcProvider provider;
  private final LimitedHttp http;
  private final Executor threads;
  private final Clock clock;
  private @Nullable Discovered last;
  private @Nullable CompletableFuture<Discovered> reading;
  private Instant retryAt = Instant.MIN;

  /**
   * What a provider says about itself, and what follows from it.
   *
   * @param validator remembers the provider's keys, and asks again when it meets an unknown one
   */
  record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant at) {}

  ProviderConnection(OidcProvider provider, LimitedHttp http, Executor threads, Clock clock) {
    this.provider = provider;
    this.http = http;
    this.threads = threads;
    this.clock = clock;
  }

  /** The provider's settings. */
  OidcProvider provider() {
    return provider;
  }

  /** The way to it. */
  LimitedHttp http() {
    return http;
  }

  /**
   * What the provider says about itself.
   *
   * @throws org.matrixee.model.error.MatrixException M_UNKNOWN through the stage if it cannot be
   *     read
   */
  synchronized CompletionStage<Discovered> discover() {
    Instant now = clock.instant();
    Discovered known = last;
    if (known != null && (now.isBefore(known.at().plus(FRESH)) || now.isBefore(retryAt))) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<Discovered> running = reading;
    if (running != null) {
      return running;
    }
    if (now.isBefore(retryAt)) {
      return CompletableFuture.failedFuture(OidcRefusals.unreachable(provider));
    }
    CompletableFuture<Discovered> started = CompletableFuture.supplyAsync(this::read, threads);
    reading = started;
    return started;
  }

  private Discovered read() {
    try {
      Discovered found = readNow();
      return finished(found);
    } catch (IOException | GeneralException | RuntimeException e) {
      LOG.warnf("The OpenID Connect provider %s cannot be used: %s", provider.id(), e.getMessage());
      return finished(null);
    }
  }

  private synchronized Discovered finished(@Nullable Discovered found) {
    reading = null;
    if (found != null) {
      last = found;
      return found;
    }
    retryAt = clock.instant().plus(RETRY);
    Discovered old = last;
    if (old == null) {
      throw OidcRefusals.unreachable(provider);
    }
    return old;
  }

  private Discovered readNow() throws IOException, GeneralException {
    Issuer issuer = new Issuer(provider.issuer());
    URL url = OIDCProviderMetadata.resolveURL(issuer);
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.parse(http.retrieveResource(url).getContent());
    if (!metadata.getIssuer().equals(issuer)) {
      throw new IOException(
          "it calls itself " + metadata.getIssuer() + ", not " + provider.issuer());
    }
    requireSafe(metadata.getAuthorizationEndpointURI(), "authorization endpoint");
    requireSafe(metadata.getTokenEndpointURI(), "token endpoint");
    return new Discovered(metadata, validator(metadata), clock.instant());
  }

  private static void requireSafe(@Nullable URI uri, String what) throws IOException {
    if (uri == null || !OidcConfig.isSafe(uri)) {
      throw new IOException("it has no " + what + " with https");
    }
  }

  private IDTokenValidator validator(OIDCProviderMetadata metadata)
      throws MalformedURLException, ParseException {
    URI keys = metadata.getJWKSetURI();
    if (keys == null) {
      throw new ParseException("it names no keys");
    }
    Set<JWSAlgorithm> algorithms = new HashSet<>(ALGORITHMS);
    if (metadata.getIDTokenJWSAlgs() != null) {
      algorithms.retainAll(metadata.getIDTokenJWSAlgs());
    }
    // No refreshing ahead: it would start threads of its own.
    JWKSource<SecurityContext> source =
        JWKSourceBuilder.create(keys.toURL(), http).refreshAheadCache(false).retrying(true).build();
    return new IDTokenValidator(
        metadata.getIssuer(),
        new ClientID(provider.clientId()),
        new JWSVerificationKeySelector<>(algorithms, source),
        null);
  }
}
