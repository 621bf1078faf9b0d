package org.matrixee.model.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal told to the caller: an error code, a status and a sentence.
 *
 * <p>An application exception (see {@code ejb-jar.xml}): it rolls the transaction back and is never
 * wrapped. It has no stack trace, since it is an answer and not a bug.
 */
public final class MatrixException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int status;
  private final transient Map<String, Object> details;

  /** A refusal with the code's usual status. */
  public MatrixException(ErrorCode code, String sentence) {
    this(code, code.status(), sentence, Map.of());
  }

  /**
   * A refusal with everything said.
   *
   * @param status the HTTP status
   * @param sentence for people, never secret
   * @param details further keys of the answer, such as {@code retry_after_ms}
   */
  public MatrixException(ErrorCode code, int status, String sentence, Map<String, Object> details) {
    super(sentence, null, false, false);
    this.code = code;
    this.status = status;
    this.details = Map.copyOf(details);
  }

  /** The code. */
  public ErrorCode code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Further keys of the answer; empty if none (or after serialization). */
  public Map<String, Object> details() {
    @Nullable Map<String, Object> known = details;
    return known == null ? Map.of() : known;
  }

  /** The sentence for people. */
  public String sentence() {
    String text = getMessage();
    return text == null ? code.name() : text;
  }
}
