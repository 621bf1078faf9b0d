package org.matrixee.server.federation.remote.rules;

import org.matrixee.model.id.ServerName;
import org.matrixee.model.net.IpAddress;

/**
 * A server's name taken apart. 2014: federation-v1, 5.
 *
 * @param host a host name in lower case, or an IP address without brackets
 * @param port the port; 0 if the name has none
 * @param literal whether the host is an IP address
 */
public record NameParts(String host, int port, boolean literal) {
  /** The port where a name has none and the DNS says nothing else. */
  public static final int USUAL_PORT = 8448;

  private static final int MAX_PORT = 65_535;

  /**
   * Takes a name apart.
   *
   * @throws IllegalArgumentException if its port is none
   */
  public static NameParts of(ServerName server) {
    String name = server.value();
    int colon = name.lastIndexOf(':');
    boolean hasPort = colon > name.lastIndexOf(']');
    int port = hasPort ? Integer.parseInt(name.substring(colon + 1)) : 0;
    if (port > MAX_PORT || (hasPort && port == 0)) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    String host = hasPort ? name.substring(0, colon) : name;
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    return new NameParts(
        host.toLowerCase(java.util.Locale.ROOT), port, IpAddress.parse(host).isPresent());
  }

  /** Whether the DNS is asked for the service: a host name without a port. */
  public boolean needsService() {
    return port == 0 && !literal;
  }

  /** The port to connect to if the DNS has no service. */
  public int portOrUsual() {
    return port == 0 ? USUAL_PORT : port;
  }
}
