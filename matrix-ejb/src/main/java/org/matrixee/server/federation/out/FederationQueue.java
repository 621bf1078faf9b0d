package org.matrixee.server.federation.out;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;

/**
 * Sends doorbells over the queue {@code FederationOut}, outside any transaction: those of one
 * destination go to one consumer, in order. They stay in memory, since the work stands in the
 * database.
 */
@ApplicationScoped
public class FederationQueue {
  static final String NAME = "java:/jms/queue/FederationOut";

  /** JMS's property of what a message is about. */
  static final String TYPE = "destination_ready";

  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

  @Resource(lookup = "java:/JmsXA")
  private @Nullable ConnectionFactory connections;

  @Resource(lookup = NAME)
  private @Nullable Queue queue;

  /**
   * Sends one message.
   *
   * @throws jakarta.jms.JMSRuntimeException if that does not work
   */
  void send(DestinationReady ready) {
    ConnectionFactory factory = connections;
    Queue destination = queue;
    if (factory == null || destination == null) {
      throw new IllegalStateException("the container did not inject its queue");
    }
    String server = ready.destination().value();
    // From the container's pool; without a transaction it is an ordinary session.
    try (JMSContext context = factory.createContext()) {
      context
          .createProducer()
          .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
          .setTimeToLive(TIME_TO_LIVE.toMillis())
          .setProperty("type", TYPE)
          .setProperty("JMSXGroupID", server)
          .send(destination, server);
    }
  }

  /** Reads a message. */
  static DestinationReady read(Message message) throws JMSException {
    return new DestinationReady(new ServerName(message.getBody(String.class)));
  }
}
