package org.matrixee.server.federation.room;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.out.DestinationReady;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.federation.OutboxStore;

/** Sends events of rooms that this server is not in. */
@Stateless
public class MembershipOutbox {
  private EventStore events;
  private OutboxStore outbox;
  private Event<DestinationReady> ready;

  /** For the container's proxies. */
  protected MembershipOutbox() {}

  /** With what it needs. */
  @Inject
  public MembershipOutbox(EventStore events, OutboxStore outbox, Event<DestinationReady> ready) {
    this.events = events;
    this.outbox = outbox;
    this.ready = ready;
  }

  /** Leaves an event that is kept for one server. */
  public void tell(EventId event, ServerName server) {
    events
        .find(event)
        .ifPresent(
            stored -> {
              outbox.enqueue(
                  List.of(new OutboxStore.Entry(server, stored.position(), stored.nid())));
              ready.fire(new DestinationReady(server));
            });
  }
}
