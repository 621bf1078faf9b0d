package org.matrixee.server.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.matrixee.model.room.RoomOutcome;

/**
 * Commands of one room that wait for their turn. At most one writer works on a room at a time; the
 * flag says whether one does or is about to.
 */
final class RoomMailbox {
  private final long roomNid;
  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;

  RoomMailbox(long roomNid) {
    this.roomNid = roomNid;
  }

  /** A command and who waits for its answer. */
  record Pending(RoomCommand command, CompletableFuture<RoomOutcome> answer) {}

  /** What a submission found. */
  enum Offer {
    /** A writer works on the room already and will see the command. */
    QUEUED,
    /** The room was idle: it must be handed to a writer. */
    WAKE,
    /** The mailbox was given up meanwhile: take a new one. */
    CLOSED
  }

  long roomNid() {
    return roomNid;
  }

  /** Takes in commands that are to be taken together if possible. */
  synchronized Offer offer(List<Pending> pending) {
    if (closed) {
      return Offer.CLOSED;
    }
    waiting.addAll(pending);
    if (busy) {
      return Offer.QUEUED;
    }
    busy = true;
    return Offer.WAKE;
  }

  /** Takes up to {@code most} commands, in order. */
  synchronized List<Pending> take(int most) {
    List<Pending> taken = new ArrayList<>(Math.min(most, waiting.size()));
    while (taken.size() < most && !waiting.isEmpty()) {
      taken.add(waiting.poll());
    }
    return taken;
  }

  /** Ends a writer's turn: true if more came meanwhile; else the mailbox is closed for good. */
  synchronized boolean hasMoreOrClose() {
    if (waiting.isEmpty()) {
      busy = false;
      closed = true;
      return false;
    }
    return true;
  }
}
