package org.matrixee.server.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The container's threads. Nothing else in the server makes or names any. */
@ApplicationScoped
@ManagedExecutorDefinition(name = Threads.PASSWORDS, maxAsync = 2)
public class Threads {
  /** The name in JNDI of the executor that hashes passwords. */
  static final String PASSWORDS = "java:app/concurrent/PasswordHash";

  @Resource private @Nullable ManagedExecutorService executor;
  @Resource private @Nullable ManagedScheduledExecutorService scheduler;

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
