package org.matrixee.server.event;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.BatchCommitter.TicketBox;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.event.RoomEventsAppended.Restored;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.state.StateStore;

/** The only writer of events: one call is one transaction over the commands of several rooms. */
@Stateless
public class EventAppender {
  private BatchReader reader;
  private CommandRunner runner;
  private EventStore events;
  private StateStore states;
  private ClientTransactionStore transactions;
  private OutboxStore outbox;
  private MatrixConfig config;
  private Clock clock;

  /** For the container's proxies. */
  protected EventAppender() {}

  /** With what it needs. */
  @Inject
  public EventAppender(
      BatchReader reader,
      CommandRunner runner,
      EventStore events,
      StateStore states,
      ClientTransactionStore transactions,
      OutboxStore outbox,
      MatrixConfig config,
      Clock clock) {
    this.reader = reader;
    this.runner = runner;
    this.events = events;
    this.states = states;
    this.transactions = transactions;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Builds, authorizes, signs and writes.
   *
   * @param tickets remembers the stream positions that are taken
   * @param certain whether to ask the database first; if not, it is supposed that rooms are as this
   *     process left them and that requests are new
   * @throws org.matrixee.store.StaleWriteException if something was supposed wrongly
   */
  public BatchResult append(List<RoomCommand> commands, TicketBox tickets, boolean certain) {
    Batch batch = reader.read(commands, certain);
    List<CommandResult> results = new ArrayList<>(commands.size());
    for (RoomCommand command : commands) {
      results.add(runner.run(batch, command));
    }
    List<RoomWork> changed = batch.rooms().stream().filter(RoomWork::isChanged).toList();
    RequestAnswers answers = new RequestAnswers(batch.remembered(), clock.millis());
    Map<ServerName, Long> outgoing = new HashMap<>();
    List<Appended> appended = write(changed, answers, tickets, outgoing);
    tickets.reachCommit();
    boolean redacted = changed.stream().anyMatch(work -> !work.redactions().isEmpty());
    List<Restored> restored = changed.stream().flatMap(work -> work.restored().stream()).toList();
    return new BatchResult(
        results, appended, redacted, restored, outgoing, batch.rooms(), batch.answers());
  }

  private List<Appended> write(
      List<RoomWork> changed,
      RequestAnswers answers,
      TicketBox tickets,
      Map<ServerName, Long> outgoing) {
    if (changed.isEmpty()) {
      transactions.remember(answers);
      return List.of();
    }
    int count = changed.stream().mapToInt(RoomWork::countLive).sum();
    long position = count == 0 ? 0 : tickets.take(count).first();
    List<RoomAppend> appends = new ArrayList<>(changed.size());
    List<Appended> appended = new ArrayList<>(count);
    List<OutboxStore.Entry> entries = new ArrayList<>();
    for (RoomWork work : changed) {
      work.settle(states);
      appends.add(work.toAppend(position));
      for (Added event : work.added()) {
        if (event.isLive()) {
          appended.add(new Appended(work.stored(event, position), event.membership()));
          for (ServerName server : destinations(work, event)) {
            entries.add(new OutboxStore.Entry(server, position, event.nid()));
            outgoing.put(server, position);
          }
          position++;
        }
      }
    }
    events.append(appends, answers);
    if (!entries.isEmpty()) {
      outbox.enqueue(entries);
    }
    return appended;
  }

  private Set<ServerName> destinations(RoomWork work, Added event) {
    Set<ServerName> servers = new HashSet<>(event.spreads() ? work.servers() : Set.of());
    servers.addAll(event.toServers());
    servers.remove(event.pdu().event().origin());
    servers.remove(config.serverName());
    return servers;
  }
}
