package org.matrixee.server.federation.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.net.IpAddress;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.federation.remote.RemoteFailure.Kind;
import org.matrixee.server.federation.remote.rules.NameParts;
import org.matrixee.server.federation.remote.rules.PublicAddresses;
import org.matrixee.server.federation.remote.rules.ServiceRecord;

/**
 * Finds where a server is: the addresses to try, in this order. 2014: federation-v1, 5.
 *
 * <p>Addresses that must not be contacted are left out here, and it is these very addresses that
 * are connected to: no name is looked up a second time, when it might lead elsewhere.
 */
@ApplicationScoped
public class ServerDiscovery {
  private static final String SERVICE = "_matrix._tcp.";

  /** More targets, or addresses of one, than anybody needs. */
  private static final int MOST = 8;

  private MatrixConfig config;
  private SecureRandom random;
  private NameService names;

  /** For the container's proxies. */
  protected ServerDiscovery() {}

  /** With what it needs. */
  @Inject
  public ServerDiscovery(MatrixConfig config, SecureRandom random, DnsNameService names) {
    this(config, random, (NameService) names);
  }

  /** The same with another DNS. */
  ServerDiscovery(MatrixConfig config, SecureRandom random, NameService names) {
    this.config = config;
    this.random = random;
    this.names = names;
  }

  /**
   * An address to try.
   *
   * @param address never a special one that the settings do not allow
   */
  record Place(InetAddress address, int port) {}

  /** The addresses of a server, at least one; exceptionally with {@link RemoteFailure}. */
  CompletionStage<List<Place>> find(ServerName server) {
    NameParts name;
    try {
      name = NameParts.of(server);
    } catch (IllegalArgumentException e) {
      return failed(server, Kind.UNKNOWN_NAME, "the port in its name is none");
    }
    if (!name.needsService()) {
      return places(server, List.of(new ServiceRecord(0, 0, name.portOrUsual(), name.host())));
    }
    return names
        .services(SERVICE + name.host())
        .thenCompose(
            found -> {
              if (ServiceRecord.sayNoService(found)) {
                return failed(
                    server, Kind.UNKNOWN_NAME, "the DNS says that it has no such service");
              }
              List<ServiceRecord> targets = ServiceRecord.inOrder(found, random::nextInt);
              return places(
                  server,
                  targets.isEmpty()
                      ? List.of(new ServiceRecord(0, 0, name.portOrUsual(), name.host()))
                      : targets);
            });
  }

  private CompletionStage<List<Place>> places(ServerName server, List<ServiceRecord> targets) {
    CompletionStage<List<Place>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (ServiceRecord target : targets.subList(0, Math.min(MOST, targets.size()))) {
      all =
          all.thenCombine(
              addresses(target.target()),
              (before, found) -> {
                found.stream()
                    .limit(MOST)
                    .forEach(address -> before.add(new Place(address, target.port())));
                return before;
              });
    }
    return all.thenCompose(found -> allowed(server, found));
  }

  private CompletionStage<List<InetAddress>> addresses(String host) {
    return IpAddress.parse(host)
        .<CompletionStage<List<InetAddress>>>map(
            literal -> CompletableFuture.completedFuture(List.of(inet(literal))))
        .orElseGet(() -> names.addresses(host));
  }

  private CompletionStage<List<Place>> allowed(ServerName server, List<Place> found) {
    if (found.isEmpty()) {
      return failed(server, Kind.UNKNOWN_NAME, "its name has no address");
    }
    List<Place> allowed = found.stream().filter(place -> isAllowed(place.address())).toList();
    if (allowed.isEmpty()) {
      return failed(
          server,
          Kind.NOT_ALLOWED,
          "its address "
              + found.get(0).address().getHostAddress()
              + " is not public, and not in MATRIX_FEDERATION_ALLOW_NETWORKS");
    }
    return CompletableFuture.completedFuture(allowed);
  }

  private boolean isAllowed(InetAddress address) {
    IpAddress ip = new IpAddress(HexFormat.of().formatHex(address.getAddress()));
    return PublicAddresses.contain(ip)
        || config.federation().networks().stream().anyMatch(range -> range.contains(ip));
  }

  private static InetAddress inet(IpAddress address) {
    try {
      return InetAddress.getByAddress(HexFormat.of().parseHex(address.hex()));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // only for a wrong number of bytes
    }
  }

  private static <T> CompletionStage<T> failed(ServerName server, Kind kind, String sentence) {
    return CompletableFuture.failedFuture(new RemoteFailure(server, kind, sentence));
  }
}
