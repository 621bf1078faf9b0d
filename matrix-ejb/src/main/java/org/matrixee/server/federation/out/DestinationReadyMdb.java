package org.matrixee.server.federation.out;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Wakes the sender of a destination. It takes the first transaction from the database and hands it
 * to the network; nothing waits here for an answer.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = FederationQueue.NAME),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DestinationReadyMdb implements MessageListener {
  // Not by the constructor: the container makes message-driven beans by their empty one.
  @Inject private FederationSender sender;

  @Override
  public void onMessage(Message message) {
    sender.wake(FederationQueue.read(message).destination());
  }
}
