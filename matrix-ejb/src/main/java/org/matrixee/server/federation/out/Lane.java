package org.matrixee.server.federation.out;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.OutgoingTransaction;

/**
 * One destination: at most one transaction is under way to it, and whoever sends it owns the lane
 * until nothing is left or the server fails.
 */
final class Lane {
  /** Signs of life start no more than one attempt in this time, ms. */
  private static final long EARLIEST_RETRY = 1000;

  private final ServerName server;
  private final WaitingEdus edus = new WaitingEdus();
  private State state = State.IDLE;
  private boolean again;
  private boolean rung;
  private long retryAt;
  private long lastAttempt;
  private volatile long lastHeardTs;

  /** What only the owner touches: published to the next owner by the lane's lock. */
  private @Nullable OutgoingTransaction answered;

  private @Nullable OutgoingTransaction underWay;
  private List<WaitingEdus.Item> edusUnderWay = List.of();
  private int oneByOne;
  private boolean resumed;
  private boolean early;
  private int refusals;

  private enum State {
    /** Nothing is being sent. */
    IDLE,
    /** Somebody sends. */
    BUSY,
    /** The server failed, and is left alone for a while. */
    WAITING
  }

  Lane(ServerName server) {
    this.server = server;
  }

  ServerName server() {
    return server;
  }

  /** Whether a bell must be rung for new work; it is if nobody sends and none is on its way. */
  synchronized boolean mustRing() {
    if (state == State.BUSY) {
      again = true;
      return false;
    }
    if (state == State.WAITING || rung) {
      return false;
    }
    rung = true;
    return true;
  }

  /** Makes the caller the owner if there is none and the server may be tried. */
  synchronized boolean tryStart(long nowTs) {
    rung = false;
    if (state == State.BUSY) {
      again = true;
      return false;
    }
    if (state == State.WAITING && nowTs < retryAt) {
      return false;
    }
    return start(nowTs);
  }

  /** The same although the pause is not over, since the server has shown that it lives. */
  synchronized boolean tryStartEarly(long nowTs) {
    if (state != State.WAITING || nowTs - lastAttempt < EARLIEST_RETRY) {
      return false;
    }
    early = true;
    return start(nowTs);
  }

  private boolean start(long nowTs) {
    state = State.BUSY;
    again = false;
    lastAttempt = nowTs;
    return true;
  }

  /** The server took something, or sent a request. */
  void heard(long nowTs) {
    lastHeardTs = nowTs;
  }

  /** When the server last did so; 0 if it has not. */
  long lastHeardTs() {
    return lastHeardTs;
  }

  synchronized boolean isWaiting() {
    return state == State.WAITING;
  }

  /**
   * Whether its pause is over, or something waits that only this lane knows of, since its bell was
   * lost.
   */
  synchronized boolean isDue(long nowTs) {
    return switch (state) {
      case WAITING -> nowTs >= retryAt;
      case IDLE -> !edus.isEmpty();
      case BUSY -> false;
    };
  }

  /** Ends the ownership unless more has come meanwhile; says whether it has ended. */
  synchronized boolean rest() {
    if (again || !edus.isEmpty()) {
      again = false;
      return false;
    }
    state = State.IDLE;
    return true;
  }

  /** Ends the ownership for a while. */
  synchronized void pause(long untilTs) {
    state = State.WAITING;
    retryAt = untilTs;
  }

  /** A server that failed before this one started. */
  synchronized void resume(long untilTs) {
    if (state == State.IDLE) {
      pause(untilTs);
    }
  }

  synchronized void add(WaitingEdus.Item edu) {
    edus.add(edu);
  }

  synchronized List<WaitingEdus.Item> takeEdus(int most, long nowTs) {
    return edus.take(most, nowTs);
  }

  /** For the owner: the transaction that was answered last and is not yet noted as such. */
  @Nullable OutgoingTransaction answered() {
    return answered;
  }

  void answered(@Nullable OutgoingTransaction transaction) {
    answered = transaction;
  }

  /** For the owner: the transaction to be sent again; null if the last one was answered. */
  @Nullable OutgoingTransaction underWay() {
    return underWay;
  }

  /** For the owner: the EDUs of memory in that transaction. */
  List<WaitingEdus.Item> edusUnderWay() {
    return edusUnderWay;
  }

  void underWay(@Nullable OutgoingTransaction transaction, List<WaitingEdus.Item> with) {
    underWay = transaction;
    edusUnderWay = List.copyOf(with);
  }

  /** For the owner: how many events and EDUs must go alone, since one among them was refused. */
  int oneByOne() {
    return oneByOne;
  }

  void oneByOne(int count) {
    oneByOne = count;
  }

  /** For the owner: whether a transaction of the time before the start has been looked for. */
  boolean isResumed() {
    return resumed;
  }

  void markResumed() {
    resumed = true;
  }

  /** For the owner: whether this attempt is made because the server showed that it lives. */
  boolean takeEarly() {
    boolean was = early;
    early = false;
    return was;
  }

  /** For the owner: one more refusal of what was sent alone; says how many it were. */
  int countRefusal() {
    return ++refusals;
  }

  void forgetRefusals() {
    refusals = 0;
  }
}
