package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.RoomSuccession;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.event.AnnotationKey;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.room.AliasStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomRecord;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;

/**
 * Reads what a batch needs, inside its transaction: one statement for each kind of thing, whatever
 * the number of commands.
 */
@ApplicationScoped
public class BatchReader {
  private EventStore events;
  private StateStore states;
  private RoomStore rooms;
  private MembershipStore memberships;
  private AliasStore aliases;
  private ClientTransactionStore transactions;
  private RelationStore relations;
  private GraphReader graphs;
  private RoomHeads heads;
  private RecentAnswers answers;
  private MatrixConfig config;
  private Clock clock;

  /** For the container's proxies. */
  protected BatchReader() {}

  /** With what it needs. */
  @Inject
  public BatchReader(
      EventStore events,
      StateStore states,
      RoomStore rooms,
      MembershipStore memberships,
      AliasStore aliases,
      ClientTransactionStore transactions,
      RelationStore relations,
      GraphReader graphs,
      RoomHeads heads,
      RecentAnswers answers,
      MatrixConfig config,
      Clock clock) {
    this.events = events;
    this.states = states;
    this.rooms = rooms;
    this.memberships = memberships;
    this.aliases = aliases;
    this.transactions = transactions;
    this.relations = relations;
    this.graphs = graphs;
    this.heads = heads;
    this.answers = answers;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Reads heads, state, earlier answers and the targets of redactions.
   *
   * @param certain whether rooms are locked and earlier answers looked up; if not, rooms that this
   *     process knows are supposed to be as it left them, and requests to be new
   */
  Batch read(List<RoomCommand> commands, boolean certain) {
    Map<TransactionKey, RoomOutcome> recalled = recall(commands, certain);
    int most = commands.stream().mapToInt(BatchReader::mostEvents).sum();
    Batch batch = new Batch(recalled, events.nextNids(most));
    Set<Long> created = createRooms(commands, recalled);
    hold(commands, created, certain, batch);
    Set<EventId> targets = redacted(commands);
    targets.addAll(graphs.read(commands, batch));
    if (!targets.isEmpty()) {
      batch.learn(events.findAll(targets));
    }
    readAnnotations(commands, batch);
    readState(commands, batch);
    return batch;
  }

  private Map<TransactionKey, RoomOutcome> recall(List<RoomCommand> commands, boolean certain) {
    List<TransactionKey> keys =
        commands.stream().map(RoomCommand::key).filter(Objects::nonNull).toList();
    return certain ? transactions.recall(keys) : answers.find(keys);
  }

  /** What is there already of the annotations that are to be sent; nothing is asked for others. */
  private void readAnnotations(List<RoomCommand> commands, Batch batch) {
    Set<AnnotationKey> keys = new HashSet<>();
    for (RoomCommand command : commands) {
      if (command instanceof RoomCommand.Send send) {
        AnnotationKey.of(send.room().nid(), send.draft()).ifPresent(keys::add);
      }
    }
    if (!keys.isEmpty()) {
      batch.learnAnnotations(relations.annotations(keys));
    }
  }

  private static int mostEvents(RoomCommand command) {
    if (command instanceof RoomCommand.FromServer remote) {
      return remote.pdus().size();
    }
    if (command instanceof RoomCommand.Upgrade) {
      return RoomSuccession.mostEvents();
    }
    return command instanceof RoomCommand.Create create ? 1 + create.drafts().size() : 1;
  }

  private static Set<EventId> redacted(List<RoomCommand> commands) {
    Set<EventId> ids = new HashSet<>();
    for (RoomCommand command : commands) {
      if (command instanceof RoomCommand.Send send) {
        add(ids, send.draft().redacts());
      } else if (command instanceof RoomCommand.Receive receive) {
        add(ids, receive.pdu().event().redacts());
      } else if (command instanceof RoomCommand.AddHistory history) {
        history.pdus().forEach(pdu -> add(ids, pdu.event().redacts()));
      }
    }
    return ids;
  }

  private static void add(Set<EventId> ids, @Nullable EventId target) {
    if (target != null) {
      ids.add(target);
    }
  }

  /** Makes the rows of new rooms, so that they can be locked; not for repeats or taken aliases. */
  private Set<Long> createRooms(
      List<RoomCommand> commands, Map<TransactionKey, RoomOutcome> recalled) {
    Set<Long> created = new HashSet<>();
    Set<Object> seen = new HashSet<>();
    for (RoomCommand command : commands) {
      if (command instanceof RoomCommand.Create create
          && (create.key() == null
              || (!recalled.containsKey(create.key()) && seen.add(create.key())))
          && (create.alias() == null
              || (seen.add(create.alias()) && aliases.find(create.alias()).isEmpty()))) {
        RoomRef room = create.room();
        rooms.create(record(room));
        created.add(room.nid());
      } else if (isFresh(command) && rooms.find(command.room().room()).isEmpty()) {
        rooms.create(record(command.room()));
        created.add(command.room().nid());
      }
    }
    return created;
  }

  private static boolean isFresh(RoomCommand command) {
    return (command instanceof RoomCommand.Adopt adopt && adopt.fresh())
        || (command instanceof RoomCommand.FromOutside outside && outside.fresh());
  }

  private RoomRecord record(RoomRef room) {
    return new RoomRecord(room.nid(), room.room(), room.version(), room.listed(), clock.millis());
  }

  /** Supposes the rooms that are known, and locks the others. */
  private void hold(List<RoomCommand> commands, Set<Long> created, boolean certain, Batch batch) {
    Set<Long> toLock = new LinkedHashSet<>();
    for (RoomCommand command : commands) {
      RoomRef room = command.room();
      RoomCache known = certain ? null : heads.lastSeen(room.nid());
      if (known == null) {
        toLock.add(room.nid());
      } else if (batch.room(room.nid()) == null) {
        batch.put(new RoomWork(suppose(room, known), known));
      }
    }
    if (!toLock.isEmpty()) {
      lock(toLock, created, batch);
    }
  }

  private RoomLock suppose(RoomRef room, RoomCache known) {
    return events.suppose(room.nid(), room.room(), room.version(), known.head());
  }

  private void lock(Set<Long> nids, Set<Long> created, Batch batch) {
    Map<Long, RoomLock> locks = events.lock(nids);
    List<RoomLock> unknown = new ArrayList<>();
    for (RoomLock lock : locks.values()) {
      RoomCache known = heads.find(lock);
      if (created.contains(lock.roomNid())) {
        batch.put(RoomWork.ofNewRoom(lock));
      } else if (known == null) {
        unknown.add(lock);
      } else {
        batch.put(new RoomWork(lock, known));
      }
    }
    if (!unknown.isEmpty()) {
      readHeads(unknown, batch);
    }
  }

  private void readHeads(List<RoomLock> locks, Batch batch) {
    Map<Long, RoomHead> found = events.heads(locks);
    Map<Long, Set<ServerName>> servers =
        memberships.joinedServers(locks.stream().map(RoomLock::roomNid).toList());
    for (RoomLock lock : locks) {
      RoomHead head = Objects.requireNonNull(found.get(lock.roomNid()), "head of a locked room");
      Set<ServerName> inRoom = servers.getOrDefault(lock.roomNid(), Set.of());
      batch.put(new RoomWork(lock, new RoomCache(head, new HashMap<>(), inRoom, Map.of())));
    }
  }

  private void readState(List<RoomCommand> commands, Batch batch) {
    Map<Long, Set<StateTuple>> missing = new HashMap<>();
    for (RoomCommand command : commands) {
      RoomWork work = batch.room(command.room().nid());
      if (work != null && batch.recall(command).isEmpty()) {
        for (StateTuple slot : work.missing(slots(command, batch))) {
          missing.computeIfAbsent(work.lock().roomNid(), nid -> new HashSet<>()).add(slot);
        }
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    Map<Long, Map<StateTuple, StoredEvent>> found = states.current(missing);
    missing.forEach(
        (nid, slots) ->
            Optional.ofNullable(batch.room(nid))
                .ifPresent(work -> work.learn(slots, found.getOrDefault(nid, Map.of()))));
  }

  /** The slots of state that a command's rules will ask for. */
  private Collection<StateTuple> slots(RoomCommand command, Batch batch) {
    if (command instanceof RoomCommand.Send send) {
      return slots(command, AuthCandidate.of(send.draft()), send.draft().redacts(), batch);
    }
    if (command instanceof RoomCommand.Receive receive) {
      Event event = receive.pdu().event();
      return slots(command, AuthCandidate.of(event), event.redacts(), batch);
    }
    if (command instanceof RoomCommand.FromOutside outside) {
      return slots(command, AuthCandidate.of(outside.pdu().event()), null, batch);
    }
    Set<StateTuple> slots = new HashSet<>(AuthSlots.levels());
    if (command instanceof RoomCommand.Upgrade upgrade) {
      slots.addAll(upgrade.succession().slots());
    }
    if (command instanceof RoomCommand.AddHistory history) {
      for (SignedPdu pdu : history.pdus()) {
        Event event = pdu.event();
        slots.add(StateTuple.member(event.sender()));
        slots.addAll(slots(command, AuthCandidate.of(event), event.redacts(), batch));
      }
    }
    if (command instanceof RoomCommand.ByUser byUser) {
      slots.add(StateTuple.member(byUser.requester().user()));
      slots.add(new StateTuple(EventType.ALIASES, config.serverName().value()));
    }
    return slots;
  }

  private static Collection<StateTuple> slots(
      RoomCommand command, AuthCandidate candidate, @Nullable EventId redacts, Batch batch) {
    RoomRules rules = RoomRules.of(command.room().version());
    Set<StateTuple> slots = new HashSet<>(rules.slots(candidate));
    StoredEvent target = redacts == null ? null : batch.target(redacts);
    if (target != null && target.stateKey() != null) {
      slots.add(new StateTuple(target.type(), target.stateKey()));
    }
    return slots;
  }
}
