package org.matrixee.server.presence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.queue.MemoryQueue;

/**
 * Sends changes of presence over the queue {@code PresenceUpdates}, outside any transaction. The
 * messages stay in memory: what they tell is in the database, and nobody wants old ones.
 */
@ApplicationScoped
public class PresenceQueue {
  static final String NAME = "java:/jms/queue/PresenceUpdates";

  private static final String TYPE = "presence_batch";

  @Resource(lookup = MemoryQueue.CONNECTIONS)
  private @Nullable ConnectionFactory connections;

  @Resource(lookup = NAME)
  private @Nullable Queue queue;

  /**
   * Sends one message.
   *
   * @throws jakarta.jms.JMSRuntimeException if that does not work
   */
  void send(PresenceBatch batch) {
    new MemoryQueue(connections, queue, TYPE).send(PresenceBatchFormat.write(batch), null);
  }
}
