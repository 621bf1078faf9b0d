package org.matrixee.server.account;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;

/**
 * The memory in which passwords are hashed, used again and again: 20 MB of garbage for each login
 * would keep the collector busier than the hash keeps the processor. Between logins it is given up
 * when memory is short.
 */
final class HashMemory {
  private final int blocks;
  private final ConcurrentLinkedDeque<SoftReference<Blocks>> idle = new ConcurrentLinkedDeque<>();

  /** With the number of blocks, 1 KiB each, that are kept of one use. */
  HashMemory(int blocks) {
    this.blocks = blocks;
  }

  /** Lends memory to a task, which no other one uses meanwhile. */
  <T> T lend(Function<BlockPool, T> task) {
    Blocks memory = take();
    try {
      return task.apply(memory);
    } finally {
      idle.push(new SoftReference<>(memory));
    }
  }

  private Blocks take() {
    SoftReference<Blocks> next;
    while ((next = idle.poll()) != null) {
      Blocks memory = next.get();
      if (memory != null) {
        return memory;
      }
    }
    return new Blocks(blocks);
  }

  /**
   * Blocks for one task at a time. They are cleared when they come back, so that nothing of a
   * password stays in them; BouncyCastle's own pool clears them before the next use once more,
   * which took 3 % of the hash.
   */
  private static final class Blocks implements BlockPool {
    private final int most;
    private final Queue<Block> cleared;

    Blocks(int most) {
      this.most = most;
      this.cleared = new ArrayDeque<>(most);
    }

    @Override
    public Block allocate() {
      Block block = cleared.poll();
      return block == null ? new Block() : block;
    }

    @Override
    public void deallocate(Block block) {
      if (cleared.size() < most) {
        cleared.add(block.clear());
      }
    }
  }
}
