package org.matrixee.store.state;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * The bytes of a {@link StateBlock}.
 *
 * <pre>
 * leaf:   1, then for each entry in rising order of keys: key (16 bytes), event number (varint)
 * branch: 2, bit set of the children (4 bytes), then the number (varint) of each child there is
 * </pre>
 *
 * <p>Varints have 7 bits a byte, the least first; the top bit says that more follow.
 */
public final class StateBlockCodec {
  private static final byte LEAF = 1;
  private static final byte BRANCH = 2;

  private StateBlockCodec() {}

  /** Writes a block. */
  public static byte[] encode(StateBlock block) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    if (block instanceof StateBlock.Leaf leaf) {
      out.write(LEAF);
      for (int i = 0; i < leaf.size(); i++) {
        writeBits(out, leaf.key(i).high(), Long.BYTES);
        writeBits(out, leaf.key(i).low(), Long.BYTES);
        writeVarint(out, leaf.value(i));
      }
    } else if (block instanceof StateBlock.Branch branch) {
      out.write(BRANCH);
      int present = 0;
      for (int i = 0; i < StateBlock.FAN_OUT; i++) {
        present |= branch.child(i) == 0 ? 0 : 1 << i;
      }
      writeBits(out, present, Integer.BYTES);
      for (int i = 0; i < StateBlock.FAN_OUT; i++) {
        if (branch.child(i) != 0) {
          writeVarint(out, branch.child(i));
        }
      }
    } else {
      throw new AssertionError(block);
    }
    return out.toByteArray();
  }

  /**
   * Reads a block.
   *
   * @throws IllegalStateException if these are not the bytes of one
   */
  public static StateBlock decode(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    byte kind = in.get();
    return switch (kind) {
      case LEAF -> decodeLeaf(in);
      case BRANCH -> decodeBranch(in);
      default -> throw new IllegalStateException("unknown kind of state block: " + kind);
    };
  }

  private static StateBlock.Leaf decodeLeaf(ByteBuffer in) {
    TreeMap<SlotKey, Long> entries = new TreeMap<>();
    while (in.hasRemaining()) {
      SlotKey key = new SlotKey(in.getLong(), in.getLong());
      entries.put(key, readVarint(in));
    }
    return StateBlock.Leaf.of(entries);
  }

  private static StateBlock.Branch decodeBranch(ByteBuffer in) {
    int present = in.getInt();
    long[] children = new long[StateBlock.FAN_OUT];
    for (int i = 0; i < children.length; i++) {
      if ((present & (1 << i)) != 0) {
        children[i] = readVarint(in);
      }
    }
    return StateBlock.Branch.ofOwned(children);
  }

  private static void writeBits(ByteArrayOutputStream out, long bits, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write((int) (bits >>> shift));
    }
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readVarint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
