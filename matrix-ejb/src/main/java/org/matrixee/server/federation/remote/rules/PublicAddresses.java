package org.matrixee.server.federation.remote.rules;

import java.util.List;
import org.matrixee.model.net.IpAddress;
import org.matrixee.model.net.IpRange;

/**
 * Which addresses belong to the public network. Names of servers come from strangers, who must not
 * lead us to machines that only we can reach (threats, T8).
 *
 * <p>Source: the registries of special-purpose addresses of the IANA (RFC 6890).
 */
public final class PublicAddresses {
  private static final List<IpRange> SPECIAL =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // behind a carrier's NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, and the machines' own services in clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocols
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays to IPv6
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "::/96", // unspecified, loopback, and IPv4 addresses in an old form
          "64:ff9b::/96", // IPv4 addresses behind a NAT64
          "64:ff9b:1::/48", // the same, private
          "100::/64", // discarded
          "2001::/23", // protocols, tunnels
          "2001:db8::/32", // documentation
          "2002::/16", // IPv4 addresses in a tunnel
          "3fff::/20", // documentation
          "5f00::/16", // segment routing
          "fc00::/7", // unique local
          "fe80::/10", // link-local
          "fec0::/10", // site-local
          "ff00::/8"); // multicast

  private PublicAddresses() {}

  /** Whether an address is one of the public network. */
  public static boolean contain(IpAddress address) {
    return SPECIAL.stream().noneMatch(range -> range.contains(address));
  }

  private static List<IpRange> ranges(String... texts) {
    return List.of(texts).stream().map(IpRange::parse).toList();
  }
}
