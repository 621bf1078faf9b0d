package org.matrixee.server.start;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.matrixee.store.event.EventStore;

/** The transaction in which the stream's position is read. */
@Stateless
public class StreamStart {
  private EventStore events;

  /** For the container's proxies. */
  protected StreamStart() {}

  /** With what it needs. */
  @Inject
  public StreamStart(EventStore events) {
    this.events = events;
  }

  /** The greatest position ever written. */
  public long greatestPosition() {
    return events.maxPosition();
  }
}
