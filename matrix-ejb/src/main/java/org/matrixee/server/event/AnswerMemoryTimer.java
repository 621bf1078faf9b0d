package org.matrixee.server.event;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Lets old answers be forgotten now and then; each portion is a transaction of its own. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AnswerMemoryTimer {
  private static final int PORTION = 5000;

  private AnswerMemory memory;

  /** For the container's proxies. */
  protected AnswerMemoryTimer() {}

  /** With what it needs. */
  @Inject
  public AnswerMemoryTimer(AnswerMemory memory) {
    this.memory = memory;
  }

  /** Runs every ten minutes. */
  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void forget() {
    int forgotten = PORTION;
    while (forgotten == PORTION) {
      forgotten = memory.forget(PORTION);
    }
  }
}
