package org.matrixee.server.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.Readers;
import org.matrixee.server.push.rules.PushEvaluator;
import org.matrixee.server.push.rules.PushRoom;
import org.matrixee.server.push.rules.PushRule;
import org.matrixee.server.push.rules.PushRuleSet;
import org.matrixee.server.push.rules.Threads;

/**
 * The events of a room that a user is to be told of, newest last. What the user has read of them is
 * asked when they are counted, so that a receipt changes nothing here.
 */
final class UnreadNotes {
  /** More are not counted: no client shows them. */
  private static final int MOST = 1000;

  private final Deque<Note> notes = new ArrayDeque<>();

  /** The user's own newest event of each thread: whoever speaks has read what was before. */
  private final Map<String, Long> spoke = new HashMap<>();

  private long upTo = Long.MIN_VALUE;

  private record Note(long position, String thread, boolean highlight) {}

  synchronized int size() {
    return notes.size();
  }

  /** Up to where events were judged; before everything at first. */
  long upTo() {
    return upTo;
  }

  /**
   * Judges further events.
   *
   * @param events in the order of the stream
   * @param end up to where they are all
   */
  void add(UserId user, PushRuleSet rules, PushRoom room, List<StoredEvent> events, long end) {
    for (StoredEvent stored : sinceEntering(user, events)) {
      if (stored.position() > upTo) {
        add(user, rules, room, stored);
      }
    }
    upTo = Math.max(upTo, end);
  }

  /** Whoever comes in has missed nothing: what was before is not judged at all. */
  private List<StoredEvent> sinceEntering(UserId user, List<StoredEvent> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      StoredEvent event = events.get(i);
      if (event.position() > upTo && enters(user, event)) {
        notes.clear();
        return events.subList(i + 1, events.size());
      }
    }
    return events;
  }

  private void add(UserId user, PushRuleSet rules, PushRoom room, StoredEvent stored) {
    boolean own = stored.sender().equals(user);
    if (own && stored.isState()) {
      speak(stored, Receipt.MAIN);
      return;
    }
    Event event = EventReader.decode(stored);
    String thread = Threads.of(event);
    if (own) {
      speak(stored, thread);
      return;
    }
    PushRule rule = PushEvaluator.find(rules, event, room).orElse(null);
    if (rule != null && rule.isNotifying()) {
      notes.addLast(new Note(stored.position(), thread, rule.isHighlighting()));
      if (notes.size() > MOST) {
        notes.removeFirst();
      }
    }
  }

  /** A change of the profile says nothing. */
  private void speak(StoredEvent stored, String thread) {
    if (!stored.type().equals(EventType.MEMBER)) {
      spoke.merge(thread, stored.position(), Math::max);
    }
  }

  private static boolean enters(UserId user, StoredEvent event) {
    return event.type().equals(EventType.MEMBER)
        && event.sender().equals(user)
        && user.value().equals(event.stateKey())
        && !wasIn(event);
  }

  private static boolean wasIn(StoredEvent member) {
    StoredEvent.@Nullable Related before = member.replaced();
    return before != null
        && Readers.membershipIn(EventReader.decode(member, before)) == Membership.JOIN;
  }

  /**
   * Counts what is not read.
   *
   * @param receipts the user's own of the room
   */
  RoomUnread count(List<Receipt> receipts) {
    RoomUnread.Count main = RoomUnread.Count.NONE;
    Map<String, RoomUnread.Count> threads = new HashMap<>();
    Map<String, Long> read = new HashMap<>();
    for (Note note : notes) {
      long known = read.computeIfAbsent(note.thread(), thread -> readUpTo(thread, receipts));
      if (note.position() > known && note.thread().equals(Receipt.MAIN)) {
        main = main.plus(note.highlight());
      } else if (note.position() > known) {
        threads.put(
            note.thread(),
            threads.getOrDefault(note.thread(), RoomUnread.Count.NONE).plus(note.highlight()));
      }
    }
    return new RoomUnread(main, threads);
  }

  private long readUpTo(String thread, List<Receipt> receipts) {
    long read = spoke.getOrDefault(thread, Long.MIN_VALUE);
    for (Receipt receipt : receipts) {
      @Nullable String of = receipt.thread();
      if (of == null || Objects.equals(of, thread)) {
        read = Math.max(read, receipt.eventPosition());
      }
    }
    return read;
  }
}
