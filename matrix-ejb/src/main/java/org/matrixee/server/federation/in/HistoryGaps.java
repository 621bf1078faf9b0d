package org.matrixee.server.federation.in;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.room.MembershipStore;

/** The short transactions before history is fetched. */
@Stateless
public class HistoryGaps {
  /** More are looked at when these are filled. */
  private static final int MOST = 200;

  private GraphStore graph;
  private MembershipStore memberships;

  /** For the container's proxies. */
  protected HistoryGaps() {}

  /** With what it needs. */
  @Inject
  public HistoryGaps(GraphStore graph, MembershipStore memberships) {
    this.graph = graph;
    this.memberships = memberships;
  }

  /**
   * Events that are missing in a part of a room's history, the newest first.
   *
   * @param fromDepth the lowest depth of the part
   * @param toDepth its greatest depth
   */
  public List<AwaitedEvent> find(long roomNid, long fromDepth, long toDepth) {
    return graph.gaps(roomNid, fromDepth, toDepth, MOST);
  }

  /** The servers in a room. */
  public Set<ServerName> servers(long roomNid) {
    return memberships.joinedServers(List.of(roomNid)).getOrDefault(roomNid, Set.of());
  }
}
