package org.matrixee.server.federation.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.federation.remote.RemoteFailure.Kind;
import org.matrixee.server.federation.remote.rules.ServiceRecord;

/** Names, records and networks. 2014: federation-v1, 5; threats, T8. */
class ServerDiscoveryTest {
  private final Map<String, List<ServiceRecord>> records = new TreeMap<>();
  private final Map<String, List<String>> hosts = new TreeMap<>();
  private final List<String> questions = new ArrayList<>();

  @Test
  void nameWithPortAsksForNoRecord() {
    hosts.put("a.example", List.of("8.8.8.8", "2a00::1"));
    assertThat(find("a.example:99")).containsExactly("8.8.8.8 99", "2a00:0:0:0:0:0:0:1 99");
    assertThat(questions).containsExactly("a.example");
  }

  @Test
  void nameWithoutRecordIsItsOwnHost() {
    hosts.put("a.example", List.of("8.8.8.8"));
    assertThat(find("a.example")).containsExactly("8.8.8.8 8448");
    assertThat(questions).containsExactly("_matrix._tcp.a.example", "a.example");
  }

  @Test
  void recordsAreTriedInOrder() {
    records.put(
        "_matrix._tcp.a.example",
        List.of(
            new ServiceRecord(20, 0, 2, "second.example"),
            new ServiceRecord(10, 0, 1, "first.example")));
    hosts.put("first.example", List.of("8.8.8.1"));
    hosts.put("second.example", List.of("8.8.8.2"));
    assertThat(find("a.example")).containsExactly("8.8.8.1 1", "8.8.8.2 2");
  }

  @Test
  void literalsNeedNoDns() {
    assertThat(find("8.8.8.8")).containsExactly("8.8.8.8 8448");
    assertThat(find("[2a00::1]:7")).containsExactly("2a00:0:0:0:0:0:0:1 7");
    assertThat(questions).isEmpty();
  }

  @Test
  void nothingThereIsAnUnknownName() {
    assertThat(failure("a.example", "")).isEqualTo(Kind.UNKNOWN_NAME);
    records.put("_matrix._tcp.b.example", List.of(new ServiceRecord(0, 0, 0, "")));
    hosts.put("b.example", List.of("8.8.8.8"));
    assertThat(failure("b.example", "")).isEqualTo(Kind.UNKNOWN_NAME);
    assertThat(failure("b.example:70000", "")).isEqualTo(Kind.UNKNOWN_NAME);
  }

  @Test
  void specialAddressesAreLeftOutUnlessNamed() {
    hosts.put("a.example", List.of("127.0.0.1"));
    hosts.put("b.example", List.of("10.0.0.1", "8.8.8.8", "::1"));
    assertThat(failure("a.example:1", "")).isEqualTo(Kind.NOT_ALLOWED);
    assertThat(failure("127.0.0.1:1", "")).isEqualTo(Kind.NOT_ALLOWED);
    assertThat(failure("[::ffff:127.0.0.1]:1", "")).isEqualTo(Kind.NOT_ALLOWED);
    assertThat(failure("a.example:1", "127.0.0.2")).isEqualTo(Kind.NOT_ALLOWED);
    assertThat(find("a.example:1", "127.0.0.0/8")).containsExactly("127.0.0.1 1");
    assertThat(find("b.example:1")).containsExactly("8.8.8.8 1");
  }

  private List<String> find(String name) {
    return find(name, "");
  }

  private List<String> find(String name, String networks) {
    return discovery(networks).find(new ServerName(name)).toCompletableFuture().join().stream()
        .map(place -> place.address().getHostAddress() + " " + place.port())
        .toList();
  }

  private Kind failure(String name, String networks) {
    CompletableFuture<?> found =
        discovery(networks).find(new ServerName(name)).toCompletableFuture();
    Kind[] kind = new Kind[1];
    assertThatThrownBy(found::join)
        .isInstanceOfSatisfying(
            CompletionException.class, e -> kind[0] = ((RemoteFailure) e.getCause()).kind());
    return kind[0];
  }

  private ServerDiscovery discovery(String networks) {
    MatrixConfig config =
        MatrixConfig.read(Map.of("MATRIX_FEDERATION_ALLOW_NETWORKS", networks)::get);
    return new ServerDiscovery(config, new SecureRandom(), new Scripted());
  }

  private final class Scripted implements NameService {
    @Override
    public CompletionStage<List<ServiceRecord>> services(String name) {
      questions.add(name);
      return CompletableFuture.completedFuture(records.getOrDefault(name, List.of()));
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
      questions.add(host);
      return CompletableFuture.completedFuture(
          hosts.getOrDefault(host, List.of()).stream().map(ServerDiscoveryTest::inet).toList());
    }
  }

  private static InetAddress inet(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
