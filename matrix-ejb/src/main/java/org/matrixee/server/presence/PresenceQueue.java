package org.matrixee.server.presence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends changes of presence over the queue {@code PresenceUpdates}, outside any transaction. The
 * messages stay in memory: what they tell is in the database, and nobody wants old ones.
 */
@ApplicationScoped
public class PresenceQueue {
  static final String NAME = "java:/jms/queue/PresenceUpdates";

  /** JMS's property of what a message is about. */
  static final String TYPE = "presence_batch";

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
  void send(PresenceBatch batch) {
    ConnectionFactory factory = connections;
    Queue destination = queue;
    if (factory == null || destination == null) {
      throw new IllegalStateException("the container did not inject its queue");
    }
    // From the container's pool; without a transaction it is an ordinary session.
    try (JMSContext context = factory.createContext()) {
      context
          .createProducer()
          .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
          .setTimeToLive(TIME_TO_LIVE.toMillis())
          .setProperty("type", TYPE)
          .send(destination, PresenceBatchFormat.write(batch));
    }
  }
}
