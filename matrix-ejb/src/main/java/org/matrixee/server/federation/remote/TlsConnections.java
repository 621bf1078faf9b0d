package org.matrixee.server.federation.remote;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.federation.remote.ServerDiscovery.Place;
import org.matrixee.server.federation.remote.rules.NameParts;

/**
 * Connections to other servers, by Apache HttpClient: it connects to the address that it is given
 * while certificate, SNI and {@code Host} go by the server's name, speaks HTTP/2 where the other
 * side does, and serves any number of connections with two threads of its own.
 */
@ApplicationScoped
public class TlsConnections {
  private static final int THREADS = 2;
  private static final int MOST = 2_000;
  private static final int MOST_PER_SERVER = 20;
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final TimeValue IDLE = TimeValue.ofSeconds(60);
  private static final TimeValue LIFE = TimeValue.ofMinutes(10);
  private static final String AGENT = "Matrix-EE";

  /** Every answer has a limit of its own; this one only ends what was forgotten. */
  private static final Timeout SILENCE = Timeout.ofMinutes(5);

  private static final ContentType JSON = ContentType.create("application/json");

  private MatrixConfig config;
  private @Nullable CloseableHttpAsyncClient client;

  /** For the container's proxies. */
  protected TlsConnections() {}

  /** With the settings. */
  @Inject
  public TlsConnections(MatrixConfig config) {
    this.config = config;
  }

  /** Opens no connection yet. */
  @PostConstruct
  void start() {
    CloseableHttpAsyncClient made =
        HttpAsyncClients.custom()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setTlsStrategy(
                        ClientTlsStrategyBuilder.create()
                            .setSslContext(trusting(config.federation().trust()))
                            .setTlsVersions("TLSv1.3", "TLSv1.2")
                            .buildAsync())
                    .setDnsResolver(new NoNames())
                    .setMaxConnTotal(MOST)
                    .setMaxConnPerRoute(MOST_PER_SERVER)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(SILENCE)
                            .setIdleTimeout(Timeout.of(IDLE.getDuration(), IDLE.getTimeUnit()))
                            .setTimeToLive(LIFE)
                            .build())
                    .setDefaultTlsConfig(
                        TlsConfig.custom()
                            .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                            .setHandshakeTimeout(CONNECT)
                            .build())
                    .build())
            .setIOReactorConfig(
                IOReactorConfig.custom().setIoThreadCount(THREADS).setTcpNoDelay(true).build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(SILENCE)
                    .setRedirectsEnabled(false)
                    .setHardCancellationEnabled(true)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .evictExpiredConnections()
            .evictIdleConnections(IDLE)
            .setUserAgent(AGENT)
            .build();
    made.start();
    client = made;
  }

  /** Ends all connections. */
  @PreDestroy
  void stop() {
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
  }

  /**
   * One attempt at one address. Cancelling the future ends it; its failures are those of the
   * library, and it completes in one of the library's threads.
   */
  CompletableFuture<WireAnswer> attempt(WireRequest request, Place place) {
    CompletableFuture<WireAnswer> answer = new CompletableFuture<>();
    NameParts name = NameParts.of(request.destination());
    HttpHost target = new HttpHost("https", place.address(), name.host(), place.port());
    BasicHttpRequest head = new BasicHttpRequest(request.method(), target, request.uri());
    head.setAuthority(new URIAuthority(null, name.host(), name.port() == 0 ? -1 : name.port()));
    head.setHeader(HttpHeaders.ACCEPT, JSON.getMimeType());
    if (request.authorization() != null) {
      head.setHeader(HttpHeaders.AUTHORIZATION, request.authorization());
    }
    JsonObject body = request.body();
    HttpClientContext context = HttpClientContext.create();
    Future<?> running =
        started()
            .execute(
                target,
                new BasicRequestProducer(
                    head,
                    body == null
                        ? null
                        : new BasicAsyncEntityProducer(CanonicalJson.write(body), JSON)),
                new BoundedAnswer(request.maxAnswer()),
                null,
                context,
                new Completion(answer, context));
    CompletableFuture<?> unused =
        answer.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                running.cancel(true);
              }
            });
    return answer;
  }

  private CloseableHttpAsyncClient started() {
    CloseableHttpAsyncClient known = client;
    if (known == null) {
      throw new IllegalStateException("not started");
    }
    return known;
  }

  private record Completion(CompletableFuture<WireAnswer> answer, HttpClientContext context)
      implements FutureCallback<WireAnswer> {
    @Override
    public void completed(WireAnswer read) {
      answer.complete(read.shownBy(certificate(context.getSSLSession())));
    }

    @Override
    public void failed(Exception failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void cancelled() {
      answer.cancel(false);
    }
  }

  private static @Nullable X509Certificate certificate(@Nullable SSLSession session) {
    try {
      Certificate[] chain = session == null ? new Certificate[0] : session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate first ? first : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  /** The JDK's own trust, and that of the settings. */
  private static SSLContext trusting(List<X509Certificate> more) {
    try {
      TrustManagerFactory usual = TrustManagerFactory.getInstance("PKIX");
      usual.init((KeyStore) null);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (javax.net.ssl.TrustManager each : usual.getTrustManagers()) {
        if (each instanceof X509TrustManager jdk) {
          for (X509Certificate issuer : jdk.getAcceptedIssuers()) {
            store.setCertificateEntry("jdk-" + number++, issuer);
          }
        }
      }
      for (X509Certificate own : more) {
        store.setCertificateEntry("own-" + number++, own);
      }
      TrustManagerFactory both = TrustManagerFactory.getInstance("PKIX");
      both.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, both.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException("the JDK's trusted certificates cannot be read", e);
    }
  }

  /** Addresses come with each request; a second look-up could lead elsewhere. */
  private static final class NoNames implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      throw new UnknownHostException(host);
    }
  }
}
