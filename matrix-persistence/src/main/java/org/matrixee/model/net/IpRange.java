package org.matrixee.model.net;

/**
 * Addresses with the same first bits.
 *
 * @param first any address of the range
 * @param bits how many bits are the same
 */
public record IpRange(IpAddress first, int bits) {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;

  /**
   * Reads an address, or a range such as {@code 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static IpRange parse(String text) {
    int slash = text.indexOf('/');
    IpAddress first =
        IpAddress.parse(slash < 0 ? text : text.substring(0, slash)).orElseThrow(IpRange::neither);
    int most = first.isV4() ? V4_BITS : V6_BITS;
    if (slash < 0) {
      return new IpRange(first, most);
    }
    String bits = text.substring(slash + 1).strip();
    int number = bits.matches("[0-9]{1,3}") ? Integer.parseInt(bits) : V6_BITS + 1;
    if (number > most) {
      throw neither();
    }
    return new IpRange(first, number);
  }

  private static IllegalArgumentException neither() {
    return new IllegalArgumentException("must hold IP addresses and ranges such as 10.0.0.0/8");
  }

  /** Whether an address is in the range. */
  public boolean contains(IpAddress address) {
    if (address.isV4() != first.isV4()) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      if (address.bit(i) != first.bit(i)) {
        return false;
      }
    }
    return true;
  }
}
