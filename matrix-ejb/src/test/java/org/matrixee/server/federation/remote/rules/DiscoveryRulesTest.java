package org.matrixee.server.federation.remote.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.net.IpAddress;

/** Where a name leads. 2014: federation-v1, 5. */
class DiscoveryRulesTest {
  @ParameterizedTest
  @CsvSource({
    "Example.org, example.org, 0, false, true",
    "example.org:8449, example.org, 8449, false, false",
    "192.0.2.1, 192.0.2.1, 0, true, false",
    "[2001:db8::1]:80, 2001:db8::1, 80, true, false",
    "[2001:db8::1], 2001:db8::1, 0, true, false"
  })
  void namesAreTakenApart(String name, String host, int port, boolean literal, boolean service) {
    NameParts parts = NameParts.of(new ServerName(name));
    assertThat(parts).isEqualTo(new NameParts(host, port, literal));
    assertThat(parts.needsService()).isEqualTo(service);
    assertThat(parts.portOrUsual()).isEqualTo(port == 0 ? 8448 : port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org:0", "example.org:65536", "[::1]:99999"})
  void portsThatAreNoneAreRefused(String name) {
    assertThatThrownBy(() -> NameParts.of(new ServerName(name)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lowestPriorityComesFirstAndLotsDecideAmongEquals() {
    ServiceRecord last = new ServiceRecord(20, 0, 1, "last");
    ServiceRecord light = new ServiceRecord(10, 0, 1, "a-light");
    ServiceRecord heavy = new ServiceRecord(10, 8, 1, "b-heavy");
    List<ServiceRecord> all = List.of(last, heavy, light);
    assertThat(ServiceRecord.inOrder(all, bound -> 0)).containsExactly(light, heavy, last);
    assertThat(ServiceRecord.inOrder(all, bound -> bound == 10 ? 1 : 0))
        .containsExactly(heavy, light, last);
    assertThat(ServiceRecord.inOrder(all, bound -> bound - 1)).containsExactly(heavy, light, last);
  }

  @Test
  void singleDotSaysThatThereIsNoService() {
    ServiceRecord none = new ServiceRecord(0, 0, 0, "");
    assertThat(ServiceRecord.sayNoService(List.of(none))).isTrue();
    assertThat(ServiceRecord.sayNoService(List.of())).isFalse();
    ServiceRecord real = new ServiceRecord(0, 0, 1, "host");
    assertThat(ServiceRecord.sayNoService(List.of(none, real))).isFalse();
    assertThat(ServiceRecord.inOrder(List.of(none, real), bound -> 0)).containsExactly(real);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1",
        "fd00::1",
        "ff02::1"
      })
  void specialAddressesAreNotPublic(String text) {
    assertThat(PublicAddresses.contain(IpAddress.parse(text).orElseThrow())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "::ffff:8.8.8.8"})
  void othersArePublic(String text) {
    assertThat(PublicAddresses.contain(IpAddress.parse(text).orElseThrow())).isTrue();
  }
}
