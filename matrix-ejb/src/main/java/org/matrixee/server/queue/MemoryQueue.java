package org.matrixee.server.queue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose messages stay in memory and are soon too old: what they tell stands elsewhere, and
 * losing one is harmless. Sent outside any transaction.
 */
public final class MemoryQueue {
  /** The container's pool of connections. */
  public static final String CONNECTIONS = "java:/JmsXA";

  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

  private final ConnectionFactory connections;
  private final Queue queue;
  private final String type;

  /**
   * A queue as the container has injected it.
   *
   * @param type what its messages are about: JMS's property of this name
   */
  public MemoryQueue(@Nullable ConnectionFactory connections, @Nullable Queue queue, String type) {
    if (connections == null || queue == null) {
      throw new IllegalStateException("the container did not inject its queue");
    }
    this.connections = connections;
    this.queue = queue;
    this.type = type;
  }

  /**
   * Sends one message.
   *
   * @param group those of one group go to one consumer, in order; null for none
   * @throws jakarta.jms.JMSRuntimeException if that does not work
   */
  public void send(String text, @Nullable String group) {
    // From the container's pool; without a transaction it is an ordinary session.
    try (JMSContext context = connections.createContext()) {
      JMSProducer producer =
          context
              .createProducer()
              .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
              .setTimeToLive(TIME_TO_LIVE.toMillis())
              .setProperty("type", type);
      if (group != null) {
        producer.setProperty("JMSXGroupID", group);
      }
      producer.send(queue, text);
    }
  }

  /** What a message says. */
  public static String read(Message message) {
    try {
      return message.getBody(String.class);
    } catch (JMSException e) {
      throw new IllegalStateException("a message of the queue cannot be read", e);
    }
  }
}
