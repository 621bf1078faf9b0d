package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** What the server does not have it says that it does not know. */
class CurrentEndpointsIT {
  @Test
  void whatIsNotListedAsDoneIsUnrecognized() {
    Client anna = Servers.shared().fresh("anna").withPrefix("");
    List<CoveredEndpoints.Line> open =
        CoveredEndpoints.read().stream().filter(line -> !line.isDone()).toList();
    assertThat(open).isNotEmpty();
    for (CoveredEndpoints.Line line : open) {
      String path = line.path().replaceAll("\\{\\w+}", "x");
      Reply reply = anna.call(line.method(), path, line.method().equals("GET") ? "" : "{}");
      if (path.startsWith("/.well-known/")) {
        assertThat(reply.status()).as(line.toString()).isEqualTo(404);
      } else {
        assertThat(reply.status()).as(line.toString()).isIn(404, 405);
        reply.refused(reply.status(), "M_UNRECOGNIZED");
      }
    }
  }

  /** v1.19: Client-Server API, "Unsupported endpoints". */
  @Test
  void unknownPathsAndMethodsAreUnrecognized() {
    Client anna = Servers.shared().fresh("anna").withPrefix("");
    for (String path : List.of("/_matrix/client/v3/nothing", "/_matrix/media/v3/nothing")) {
      anna.get(path).refused(404, "M_UNRECOGNIZED");
      Client.nobody(Servers.shared().url()).withPrefix("").get(path).refused(404, "M_UNRECOGNIZED");
    }
    anna.call("DELETE", "/_matrix/client/v1/media/config", "").refused(405, "M_UNRECOGNIZED");
  }
}
