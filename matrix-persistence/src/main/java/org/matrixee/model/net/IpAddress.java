package org.matrixee.model.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address; an IPv4 address written as one of IPv6 is the IPv4 address.
 *
 * @param hex its 4 or 16 bytes
 */
public record IpAddress(String hex) {
  private static final int V4_LENGTH = 8;
  private static final int V6_NETWORK_LENGTH = 16;
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,60}");

  /** Reads the usual ways to write an address, also in brackets; empty for host names. */
  public static Optional<IpAddress> parse(String text) {
    String bare = text.strip();
    if (bare.startsWith("[") && bare.endsWith("]")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    int zone = bare.indexOf('%');
    if (zone > 0) {
      bare = bare.substring(0, zone);
    }
    // Only what can be nothing but an address: a name would be looked up in the DNS.
    boolean v6 = bare.indexOf(':') >= 0 && V6.matcher(bare).matches();
    boolean v4 = V4.matcher(bare).matches();
    if (!v4 && !v6) {
      return Optional.empty();
    }
    try {
      // getAddress has 4 bytes for an IPv4 address in any form
      return Optional.of(
          new IpAddress(HexFormat.of().formatHex(InetAddress.getByName(bare).getAddress())));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The {@link #network} of an address, or the text itself if it is none. */
  public static String networkOf(String text) {
    return parse(text).map(IpAddress::network).orElse(text);
  }

  /** Whether it is an IPv4 address. */
  public boolean isV4() {
    return hex.length() == V4_LENGTH;
  }

  /**
   * The part that tells one subscriber from another: an IPv4 address, or the first 64 bits of an
   * IPv6 address, since a subscriber has at least all of those with the same 64 bits.
   */
  public String network() {
    return isV4() ? hex : hex.substring(0, V6_NETWORK_LENGTH);
  }

  /** The bit at a place, the most significant one first. */
  boolean bit(int place) {
    int digit = Character.digit(hex.charAt(place / 4), 16);
    return (digit >> (3 - place % 4) & 1) == 1;
  }
}
