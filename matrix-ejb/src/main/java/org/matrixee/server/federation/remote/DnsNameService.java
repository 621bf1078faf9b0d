package org.matrixee.server.federation.remote;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.config.FederationConfig;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.remote.rules.ServiceRecord;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Asks the DNS by dnsjava, which waits without a thread and keeps answers for as long as they say.
 *
 * <p>The DNS server of the settings is asked first; a host that it does not know may be known to
 * this machine, by its hosts file or its own DNS servers.
 */
@ApplicationScoped
public class DnsNameService implements NameService {
  private static final Logger LOG = Logger.getLogger(DnsNameService.class);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 2;
  private static final String LOCALHOST = "localhost";

  private MatrixConfig config;
  private Threads threads;
  private @Nullable Sessions sessions;

  /** The ways to ask; the same one twice if no DNS server is set. */
  private record Sessions(LookupSession first, LookupSession machine) {}

  /** For the container's proxies. */
  protected DnsNameService() {}

  /** With what it needs. */
  @Inject
  public DnsNameService(MatrixConfig config, Threads threads) {
    this.config = config;
    this.threads = threads;
  }

  @Override
  public CompletionStage<List<ServiceRecord>> services(String name) {
    Name question = absolute(name);
    if (question == null) {
      return CompletableFuture.completedFuture(List.of());
    }
    return records(sessions().first(), question, Type.SRV)
        .thenApply(found -> found.stream().map(DnsNameService::service).toList());
  }

  @Override
  public CompletionStage<List<InetAddress>> addresses(String host) {
    if (host.equals(LOCALHOST) || host.endsWith("." + LOCALHOST)) {
      return CompletableFuture.completedFuture(loopback()); // RFC 6761: never a question to the DNS
    }
    Name question = host.indexOf('.') < 0 ? relative(host) : absolute(host);
    if (question == null) {
      return CompletableFuture.completedFuture(List.of());
    }
    Sessions ways = sessions();
    return addresses(ways.first(), question)
        .thenCompose(
            found ->
                found.isEmpty() && ways.first() != ways.machine()
                    ? addresses(ways.machine(), question)
                    : CompletableFuture.completedFuture(found));
  }

  private CompletionStage<List<InetAddress>> addresses(LookupSession way, Name host) {
    return records(way, host, Type.A)
        .thenCombine(
            records(way, host, Type.AAAA),
            (v4, v6) -> {
              List<InetAddress> all = new ArrayList<>();
              v4.forEach(each -> all.add(((ARecord) each).getAddress()));
              v6.forEach(each -> all.add(((AAAARecord) each).getAddress()));
              return all;
            });
  }

  private static CompletionStage<List<Record>> records(LookupSession way, Name name, int type) {
    return way.lookupAsync(name, type)
        .handle(
            (result, failure) -> {
              if (result != null) {
                return result.getRecords().stream().filter(r -> r.getType() == type).toList();
              }
              Throwable cause = failure.getCause() == null ? failure : failure.getCause();
              if (!(cause instanceof NoSuchDomainException)
                  && !(cause instanceof NoSuchRRSetException)) {
                LOG.warnf("The DNS has no answer about %s %s: %s", name, Type.string(type), cause);
              }
              return List.of();
            });
  }

  private static ServiceRecord service(Record found) {
    SRVRecord srv = (SRVRecord) found;
    String target = srv.getTarget().toString(true).toLowerCase(Locale.ROOT);
    return new ServiceRecord(
        srv.getPriority(),
        srv.getWeight(),
        srv.getPort(),
        srv.getTarget().equals(Name.root) ? "" : target);
  }

  /** Made at first use: a server without federation needs none. */
  private synchronized Sessions sessions() {
    Sessions known = sessions;
    if (known == null) {
      known = open(config.federation().dns(), threads.executor());
      sessions = known;
    }
    return known;
  }

  private static Sessions open(FederationConfig.@Nullable DnsServer server, Executor executor) {
    LookupSession machine =
        LookupSession.defaultBuilder()
            .resolver(patient(new ExtendedResolver()))
            .executor(executor)
            .build();
    if (server == null) {
      return new Sessions(machine, machine);
    }
    Resolver own = new SimpleResolver(new InetSocketAddress(server.host(), server.port()));
    LookupSession first =
        LookupSession.builder()
            .resolver(patient(new ExtendedResolver(List.of(own))))
            .cache(new org.xbill.DNS.Cache())
            .executor(executor)
            .build();
    return new Sessions(first, machine);
  }

  private static Resolver patient(ExtendedResolver resolver) {
    resolver.setTimeout(ANSWER_LIMIT);
    resolver.setRetries(ATTEMPTS);
    return resolver;
  }

  private static @Nullable Name absolute(String text) {
    return relative(text.endsWith(".") ? text : text + ".");
  }

  private static @Nullable Name relative(String text) {
    try {
      return Name.fromString(text);
    } catch (TextParseException e) {
      return null; // no name in the DNS
    }
  }

  private static List<InetAddress> loopback() {
    try {
      return List.of(
          InetAddress.getByAddress(LOCALHOST, new byte[] {127, 0, 0, 1}),
          InetAddress.getByAddress(
              LOCALHOST, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // only for a wrong number of bytes
    }
  }

  /** Ends the library's own thread. */
  @PreDestroy
  void stop() {
    if (sessions != null) {
      NioClient.close();
    }
  }
}
