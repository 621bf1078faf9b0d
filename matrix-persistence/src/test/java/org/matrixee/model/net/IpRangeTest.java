package org.matrixee.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and ranges as people write them. */
class IpRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/9, 10.128.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "10.1.2.3, ::ffff:10.1.2.3, true",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 127.0.0.1, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::1, [::1], true",
    "::1, 0:0:0:0:0:0:0:1%eth0, true"
  })
  void rangeHoldsTheAddressesWithItsFirstBits(String range, String address, boolean within) {
    IpAddress parsed = IpAddress.parse(address).orElseThrow();
    assertThat(IpRange.parse(range).contains(parsed)).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy",
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "::/129",
        "1.2.3",
        "256.1.1.1",
        "1.2.3.4.5",
        "10.0.0.1 10.0.0.2",
        ":",
        ":::",
        "/8"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> IpRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "a:b", "dead", "1", "[", "%", "1.2.3.4/8"})
  void namesAreNoAddresses(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void networkOfIpv6IsItsFirst64Bits() {
    assertThat(IpAddress.parse("2001:db8:1:2:3:4:5:6").orElseThrow().network())
        .isEqualTo("20010db800010002");
    assertThat(IpAddress.parse("192.0.2.1").orElseThrow().network()).isEqualTo("c0000201");
  }
}
