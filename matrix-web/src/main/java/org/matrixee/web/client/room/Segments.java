package org.matrixee.web.client.room;

import java.util.function.Function;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.web.common.Segment;

/** Parts of paths that may be one of several kinds of identifiers. */
final class Segments {
  private Segments() {}

  /**
   * Reads a part as an identifier.
   *
   * @throws MatrixException M_INVALID_PARAM if it is none
   */
  static <T> T read(Segment segment, Function<String, T> read) {
    try {
      return read.apply(segment.value());
    } catch (MatrixException badSyntax) {
      // Not M_BAD_JSON: the fault is in the path.
      throw new MatrixException(ErrorCode.M_INVALID_PARAM, badSyntax.sentence());
    }
  }
}
