package org.matrixee.server.federation.out;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.queue.MemoryQueue;

/**
 * Sends doorbells over the queue {@code FederationOut}, outside any transaction: those of one
 * destination go to one consumer, in order. The work stands in the database.
 */
@ApplicationScoped
public class FederationQueue {
  static final String NAME = "java:/jms/queue/FederationOut";

  private static final String TYPE = "destination_ready";

  @Resource(lookup = MemoryQueue.CONNECTIONS)
  private @Nullable ConnectionFactory connections;

  @Resource(lookup = NAME)
  private @Nullable Queue queue;

  /**
   * Sends one message.
   *
   * @throws jakarta.jms.JMSRuntimeException if that does not work
   */
  void send(DestinationReady ready) {
    String server = ready.destination().value();
    new MemoryQueue(connections, queue, TYPE).send(server, server);
  }

  /** Reads a message. */
  static DestinationReady read(Message message) {
    return new DestinationReady(new ServerName(MemoryQueue.read(message)));
  }
}
