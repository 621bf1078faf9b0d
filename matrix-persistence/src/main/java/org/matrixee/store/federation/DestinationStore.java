package org.matrixee.store.federation;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.ServerName;

/**
 * How other servers answer, and which transactions they were sent. Every method needs a running
 * transaction.
 */
public interface DestinationStore {
  /** What is known of a server. */
  Optional<Destination> find(ServerName server);

  /** Servers that do not answer. */
  List<Destination> failing();

  /** Keeps what is known of a server. */
  void save(Destination destination);

  /** Keeps a transaction before it is sent for the first time. */
  void begin(OutgoingTransaction transaction);

  /** The transaction that was sent and perhaps not answered; at most one for each server. */
  Optional<OutgoingTransaction> findUnanswered(ServerName server);

  /** Notes that a transaction was answered. */
  void close(OutgoingTransaction transaction);

  /** Forgets a transaction that was refused, since its content goes out in others or not at all. */
  void withdraw(OutgoingTransaction transaction);

  /**
   * The answered transactions after one, in order.
   *
   * @param after a transaction's id, known or not
   */
  List<OutgoingTransaction> sentAfter(ServerName server, long after, int limit);

  /** Forgets answered transactions of a server but for the newest. */
  void forgetOld(ServerName server, int keep);
}
