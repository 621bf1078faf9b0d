package org.matrixee.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.net.IpRange;

/**
 * The settings of the traffic between servers.
 *
 * @param on whether there is any
 * @param servers the only servers to deal with; empty for all
 * @param networks addresses that may be contacted although they are not public
 * @param trust certificates that are trusted beside those that the JDK trusts
 * @param dns the server of questions to the DNS; null for the machine's
 * @param keyVersion the version of the signing key to use; null for the one in use
 */
public record FederationConfig(
    boolean on,
    Set<ServerName> servers,
    List<IpRange> networks,
    List<X509Certificate> trust,
    @Nullable DnsServer dns,
    @Nullable String keyVersion) {
  /** The settings' names, as in the environment. */
  static final Set<String> KEYS =
      Set.of(
          "MATRIX_FEDERATION",
          "MATRIX_FEDERATION_ALLOW_SERVERS",
          "MATRIX_FEDERATION_ALLOW_NETWORKS",
          "MATRIX_FEDERATION_TRUST",
          "MATRIX_FEDERATION_DNS",
          "MATRIX_SIGNING_KEY_VERSION");

  private static final int DNS_PORT = 53;
  private static final int MAX_PORT = 65_535;

  /**
   * A DNS server.
   *
   * @param host a name or an address, without brackets
   */
  public record DnsServer(String host, int port) {}

  /** Copies the collections. */
  public FederationConfig {
    servers = Set.copyOf(servers);
    networks = List.copyOf(networks);
    trust = List.copyOf(trust);
  }

  static FederationConfig read(Settings settings) {
    return new FederationConfig(
        settings.choice("MATRIX_FEDERATION", "on", "off"),
        new HashSet<>(settings.list("MATRIX_FEDERATION_ALLOW_SERVERS", Settings::serverName)),
        settings.list("MATRIX_FEDERATION_ALLOW_NETWORKS", IpRange::parse),
        settings.isGiven("MATRIX_FEDERATION_TRUST")
            ? settings.read("MATRIX_FEDERATION_TRUST", "", FederationConfig::certificates)
            : List.of(),
        settings.isGiven("MATRIX_FEDERATION_DNS")
            ? settings.read("MATRIX_FEDERATION_DNS", "", FederationConfig::dnsServer)
            : null,
        settings.isGiven("MATRIX_SIGNING_KEY_VERSION")
            ? settings.read("MATRIX_SIGNING_KEY_VERSION", "", FederationConfig::version)
            : null);
  }

  /** Whether a server may be dealt with. */
  public boolean allows(ServerName server) {
    return on && (servers.isEmpty() || servers.contains(Settings.serverName(server.value())));
  }

  private static List<X509Certificate> certificates(String text) {
    List<X509Certificate> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(Path.of(text))) {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .forEach(certificate -> found.add((X509Certificate) certificate));
    } catch (IOException e) {
      throw new IllegalArgumentException("is no file that can be read", e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("must hold certificates in PEM form", e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("must hold certificates in PEM form");
    }
    return found;
  }

  private static DnsServer dnsServer(String text) {
    String whole =
        text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*") ? "[" + text + "]" : text;
    int colon = whole.lastIndexOf(':');
    boolean hasPort = colon > whole.lastIndexOf(']');
    String host = hasPort ? whole.substring(0, colon) : whole;
    String port = hasPort ? whole.substring(colon + 1) : Integer.toString(DNS_PORT);
    boolean good =
        port.matches("[0-9]{1,5}") && host.matches("[0-9A-Za-z.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}]");
    if (!good || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT) {
      throw new IllegalArgumentException("must be a host with an optional port");
    }
    return new DnsServer(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
  }

  private static String version(String text) {
    if (!text.matches("[A-Za-z0-9_]{1,50}")) {
      throw new IllegalArgumentException("must consist of letters, digits and underscores");
    }
    return text;
  }

  /** Certificates would fill the log. */
  @Override
  public String toString() {
    return "FederationConfig[on="
        + on
        + ", servers="
        + servers
        + ", networks="
        + networks
        + ", trust="
        + trust.size()
        + " certificates, dns="
        + dns
        + ", keyVersion="
        + keyVersion
        + "]";
  }
}
