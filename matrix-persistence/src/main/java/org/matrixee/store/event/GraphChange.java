package org.matrixee.store.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;

/**
 * What a room's graph learns beside new events that follow its head. A room without other servers
 * never needs it.
 *
 * @param promoted events whose rows are there already, as outliers, and that get their place now;
 *     number and event are those of the row
 * @param current slots whose current event is another one than the last that was added: after a
 *     fork an older one can win. They count after all events of the append
 * @param awaited events that the new ones name and that are not there
 * @param come events that were awaited and are not any more
 * @param rewritten better copies of promoted events: the row's was only the stripped form
 */
public record GraphChange(
    List<AppendedEvent> promoted,
    List<CurrentSlot> current,
    List<AwaitedEvent> awaited,
    List<AwaitedEvent> come,
    List<Rewritten> rewritten) {

  /** Nothing. */
  public static final GraphChange NONE =
      new GraphChange(List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public GraphChange {
    promoted = List.copyOf(promoted);
    current = List.copyOf(current);
    awaited = List.copyOf(awaited);
    come = List.copyOf(come);
    rewritten = List.copyOf(rewritten);
  }

  /** Without better copies. */
  public GraphChange(
      List<AppendedEvent> promoted,
      List<CurrentSlot> current,
      List<AwaitedEvent> awaited,
      List<AwaitedEvent> come) {
    this(promoted, current, awaited, come, List.of());
  }

  /** The JSON that a row is to have from now on. */
  public record Rewritten(long nid, JsonText json) {}

  /**
   * The event that a slot has now.
   *
   * @param membership what it says, if it is an {@code m.room.member}; null otherwise
   * @param sender who sent it
   * @param position the stream position of the event that made it current, which may be another one
   */
  public record CurrentSlot(
      StateTuple slot,
      long eventNid,
      @Nullable Membership membership,
      UserId sender,
      long position) {}
}
