package org.matrixee.server.history;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.sync.TimelinePage;

/**
 * A page of what a reader may see.
 *
 * @param members the member events of who has sent it, if they are asked for
 * @param last whether nothing follows it in that direction
 */
public record VisiblePage(TimelinePage page, List<StoredEvent> members, boolean last) {
  /** Copies the list. */
  public VisiblePage {
    members = List.copyOf(members);
  }
}
