package org.matrixee.server.presence;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.matrixee.server.queue.MemoryQueue;

/**
 * Hands changes of presence to the streams of this server, in the order in which they were sent:
 * hence one session. Repeated and lost messages do no harm, see {@link PresenceBatch}.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = PresenceQueue.NAME),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PresenceUpdatesMdb implements MessageListener {
  // Not by the constructor: the container makes message-driven beans by their empty one.
  @Inject private Event<PresenceBatch> streams;

  @Override
  public void onMessage(Message message) {
    streams.fire(PresenceBatchFormat.read(MemoryQueue.read(message)));
  }
}
