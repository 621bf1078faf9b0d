package org.matrixee.server.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The container's threads. Nothing else in the server makes or names any. */
@ApplicationScoped
@ContextServiceDefinition(
    name = Threads.PLAIN,
    propagated = ContextServiceDefinition.SECURITY,
    cleared = ContextServiceDefinition.TRANSACTION,
    unchanged = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = Threads.WORK, context = Threads.PLAIN, maxAsync = 16)
@ManagedExecutorDefinition(name = Threads.PASSWORDS, context = Threads.PLAIN, maxAsync = 2)
@ManagedScheduledExecutorDefinition(name = Threads.TIMER, context = Threads.PLAIN, maxAsync = 2)
public class Threads {
  /** Naming and class loader stay behind: no task needs them, and setting them costs each task. */
  static final String PLAIN = "java:app/concurrent/MatrixPlain";

  static final String WORK = "java:app/concurrent/MatrixWork";
  static final String PASSWORDS = "java:app/concurrent/MatrixPasswords";
  static final String TIMER = "java:app/concurrent/MatrixTimer";

  @Resource(lookup = WORK)
  private @Nullable ManagedExecutorService executor;

  @Resource(lookup = TIMER)
  private @Nullable ManagedScheduledExecutorService scheduler;

  @Resource(lookup = PASSWORDS)
  private @Nullable ManagedExecutorService passwords;

  /** For short work: committing, waking, answering. */
  public ExecutorService executor() {
    return present(executor);
  }

  /** For work at certain times. */
  public ScheduledExecutorService scheduler() {
    return present(scheduler);
  }

  /** For hashing passwords: few threads, so that a flood of logins leaves the others alone. */
  public ExecutorService passwords() {
    return present(passwords);
  }

  private static <T> T present(@Nullable T resource) {
    if (resource == null) {
      throw new IllegalStateException("the container did not inject its executors");
    }
    return resource;
  }
}
