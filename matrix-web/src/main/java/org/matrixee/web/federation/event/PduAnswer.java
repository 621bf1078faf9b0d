package org.matrixee.web.federation.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.common.JsonOutput;

/** Answers that are transactions: PDUs as they are kept, byte for byte (federation-v1, 4). */
@ApplicationScoped
public class PduAnswer {
  private MatrixConfig config;
  private Clock clock;

  /** For the container. */
  public PduAnswer() {}

  /** With what it needs. */
  @Inject
  public PduAnswer(MatrixConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** A transaction without an ID; the time goes by both of its names. */
  byte[] transaction(List<JsonText> pdus) {
    long now = clock.millis();
    JsonOutput out =
        new JsonOutput()
            .ascii("{\"origin\":")
            .string(config.serverName().value())
            .ascii(",\"origin_server_ts\":")
            .number(now)
            .ascii(",\"ts\":")
            .number(now)
            .ascii(",\"pdus\":");
    return array(pdus, out).ascii("}").toBytes();
  }

  /** {@code {"auth_chain"}}. */
  static byte[] authChain(List<JsonText> pdus) {
    return array(pdus, new JsonOutput().ascii("{\"auth_chain\":")).ascii("}").toBytes();
  }

  private static JsonOutput array(List<JsonText> pdus, JsonOutput out) {
    out.ascii("[");
    for (int i = 0; i < pdus.size(); i++) {
      out.ascii(i == 0 ? "" : ",").utf8(pdus.get(i).sharedBytes());
    }
    return out.ascii("]");
  }
}
