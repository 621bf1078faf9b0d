package org.matrixee.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.matrixee.model.net.IpAddress;
import org.matrixee.model.net.IpRange;

/**
 * What stands between clients and this server.
 *
 * @param trusted whose {@code X-Forwarded-*} headers are believed; empty for nobody's
 * @param publicUrlGiven whether the admin has said what the public URL is
 */
public record ProxyConfig(List<IpRange> trusted, boolean publicUrlGiven) {
  /** The settings' names, as in the environment. */
  static final Set<String> KEYS = Set.of("MATRIX_TRUSTED_PROXIES");

  /** Copies the list. */
  public ProxyConfig {
    trusted = List.copyOf(trusted);
  }

  static ProxyConfig read(Settings settings) {
    return new ProxyConfig(
        settings.read("MATRIX_TRUSTED_PROXIES", "none", ProxyConfig::ranges),
        settings.isGiven("MATRIX_PUBLIC_URL"));
  }

  private static List<IpRange> ranges(String text) {
    return text.equals("none")
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(IpRange::parse).toList();
  }

  /** Whether an address is that of a proxy of ours. */
  public boolean isTrusted(IpAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
