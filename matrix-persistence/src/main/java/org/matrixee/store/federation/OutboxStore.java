package org.matrixee.store.federation;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;

/** What waits to be sent to other servers. Every method needs a running transaction. */
public interface OutboxStore {
  /** Adds events, in the transaction that writes them. */
  void enqueue(List<Entry> entries);

  /**
   * The oldest waiting events of a destination, in order.
   *
   * @param upTo positions above this may still be followed by smaller ones: they are left out
   */
  List<Entry> peek(ServerName destination, long upTo, int limit);

  /** Takes events out. */
  void remove(ServerName destination, Collection<Entry> entries);

  /** Adds EDUs that must survive a restart. */
  void enqueueEdus(List<NewEdu> edus);

  /**
   * How many EDUs wait for a destination.
   *
   * @param most counts no further
   */
  int countEdus(ServerName destination, int most);

  /** The oldest waiting EDUs of a destination, in order. */
  List<QueuedEdu> peekEdus(ServerName destination, int limit);

  /** EDUs by their numbers, in order; those that are gone are left out. */
  List<QueuedEdu> findEdus(Collection<Long> nids);

  /** Takes EDUs out. */
  void removeEdus(Collection<Long> nids);

  /** Destinations for which something waits and that may be tried now. */
  List<ServerName> due(long nowTs);

  /** What waits for whom: every destination for which something waits or that fails, by name. */
  List<Backlog> backlogs();

  /**
   * An event for one destination.
   *
   * @param position the event's stream position, which is the order of sending
   */
  record Entry(ServerName destination, long position, long eventNid) {}

  /** An EDU to be kept. */
  record NewEdu(ServerName destination, String eduType, JsonText content) {}

  /**
   * An EDU for one destination.
   *
   * @param nid its number, which is the order of sending
   */
  record QueuedEdu(long nid, String eduType, JsonText content) {}

  /**
   * What an administrator sees of a destination.
   *
   * @param waiting how many events wait
   * @param waitingEdus how many EDUs wait of those that survive a restart
   * @param oldestTs when the oldest of these events was made, ms since 1970; null if none waits
   * @param state how the server answers
   */
  record Backlog(long waiting, long waitingEdus, @Nullable Long oldestTs, Destination state) {}
}
