package org.matrixee.server.account;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;

/**
 * The memory in which passwords are hashed, used again and again: 20 MB of garbage for each login
 * would keep the collector busier than the hash keeps the processor. Between logins it is given up
 * when memory is short.
 */
final class HashMemory {
  private final int blocks;
  private final ConcurrentLinkedDeque<SoftReference<BlockPool>> idle =
      new ConcurrentLinkedDeque<>();

  /** With the number of blocks, 1 KiB each, that are kept of one use. */
  HashMemory(int blocks) {
    this.blocks = blocks;
  }

  /** Lends memory to a task, which no other one uses meanwhile. */
  <T> T lend(Function<BlockPool, T> task) {
    BlockPool pool = take();
    try {
      return task.apply(pool);
    } finally {
      idle.push(new SoftReference<>(pool));
    }
  }

  private BlockPool take() {
    SoftReference<BlockPool> next;
    while ((next = idle.poll()) != null) {
      BlockPool pool = next.get();
      if (pool != null) {
        return pool;
      }
    }
    return new FixedBlockPool(blocks);
  }
}
