package org.matrixee.server.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
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
@ManagedExecutorDefinition(name = Threads.OUTSIDE, context = Threads.PLAIN, maxAsync = 8)
@ManagedExecutorDefinition(name = Threads.MAIL, context = Threads.PLAIN, maxAsync = 4)
@ManagedExecutorDefinition(name = Threads.PICTURES, context = Threads.PLAIN, maxAsync = 2)
public class Threads {
  /** Naming and class loader stay behind: no task needs them, and setting them costs each task. */
  static final String PLAIN = "java:app/concurrent/MatrixPlain";

  static final String WORK = "java:app/concurrent/MatrixWork";
  static final String PASSWORDS = "java:app/concurrent/MatrixPasswords";
  static final String OUTSIDE = "java:app/concurrent/MatrixOutside";

  static final String MAIL = "java:app/concurrent/MatrixMail";
  static final String PICTURES = "java:app/concurrent/MatrixPictures";

  @Resource(lookup = WORK)
  private @Nullable ManagedExecutorService executor;

  @Resource(lookup = PASSWORDS)
  private @Nullable ManagedExecutorService passwords;

  @Resource(lookup = OUTSIDE)
  private @Nullable ManagedExecutorService outside;

  @Resource(lookup = MAIL)
  private @Nullable ManagedExecutorService mail;

  @Resource(lookup = PICTURES)
  private @Nullable ManagedExecutorService pictures;

  /** For short work: committing, waking, answering. */
  public Executor executor() {
    return within(present(executor));
  }

  /** For hashing passwords: few threads, so that a flood of logins leaves the others alone. */
  public Executor passwords() {
    return within(present(passwords));
  }

  /** For waiting for other services: few threads, so that a slow one leaves ours alone. */
  public Executor outside() {
    return within(present(outside));
  }

  /** For sending mail, which waits for another server. */
  public Executor mail() {
    return within(present(mail));
  }

  /** For decoding pictures: few threads, since each picture takes memory. */
  public Executor pictures() {
    return within(present(pictures));
  }

  private static Executor within(Executor threads) {
    return task -> threads.execute(() -> withLoader(task));
  }

  /** RESTEasy and Jackson look for their settings by the thread's class loader. */
  private static void withLoader(Runnable task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Threads.class.getClassLoader());
    try {
      task.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static <T> T present(@Nullable T resource) {
    if (resource == null) {
      throw new IllegalStateException("the container did not inject its executors");
    }
    return resource;
  }
}
