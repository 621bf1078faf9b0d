package org.matrixee.e2e;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Tasks side by side, each in a thread of its own. The common pool of a machine with two cores has
 * one thread: there, what should run at once would run one after the other, or wait for itself.
 */
public final class AtOnce {
  private AtOnce() {}

  /** Starts a task. */
  public static <T> CompletableFuture<T> start(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, AtOnce::inThread);
  }

  /** Starts a task without a result. */
  public static CompletableFuture<Void> run(Runnable task) {
    return CompletableFuture.runAsync(task, AtOnce::inThread);
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "at-once");
    thread.setDaemon(true);
    thread.start();
  }
}
