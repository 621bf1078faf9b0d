package org.matrixee.model.receipt;

import java.util.Optional;

/**
 * Kinds of receipts.
 *
 * <p>Spec: client-server, "Receipts".
 */
public enum ReceiptKind {
  /** Everyone in the room sees it. */
  READ("m.read"),
  /** The reader's own clients see it. */
  READ_PRIVATE("m.read.private");

  private final String word;

  ReceiptKind(String word) {
    this.word = word;
  }

  /** The word of the specification. */
  public String word() {
    return word;
  }

  /** The kind of a word; empty if there is none. */
  public static Optional<ReceiptKind> parse(String word) {
    for (ReceiptKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
