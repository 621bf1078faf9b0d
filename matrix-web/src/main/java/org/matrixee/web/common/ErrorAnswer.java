package org.matrixee.web.common;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * The standard error: {@code errcode}, {@code error} and further keys.
 *
 * <p>2014: client-api-v1, 1.2.
 */
final class ErrorAnswer {
  /** Key of {@code M_LIMIT_EXCEEDED}: milliseconds to wait. */
  private static final String RETRY_AFTER = "retry_after_ms";

  private ErrorAnswer() {}

  /** The whole answer. */
  static Response of(MatrixException refusal) {
    Response.ResponseBuilder answer =
        Response.status(refusal.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(body(refusal));
    if (refusal.details().get(RETRY_AFTER) instanceof Number millis) {
      answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, (millis.longValue() + 999) / 1000));
    }
    return answer.build();
  }

  /** The body alone. */
  static byte[] body(MatrixException refusal) {
    JsonOutput out = new JsonOutput();
    out.ascii("{\"errcode\":").string(refusal.code().name());
    out.ascii(",\"error\":").string(refusal.sentence());
    for (Map.Entry<String, Object> detail : new TreeMap<>(refusal.details()).entrySet()) {
      out.ascii(",").string(detail.getKey()).ascii(":");
      if (detail.getValue() instanceof Long || detail.getValue() instanceof Integer) {
        out.number(((Number) detail.getValue()).longValue());
      } else if (detail.getValue() instanceof Boolean truth) {
        out.ascii(truth.toString());
      } else {
        out.string(detail.getValue().toString());
      }
    }
    return out.ascii("}").toBytes();
  }

  /** What a caller learns about a bug: that it was one, and under which id the log has it. */
  static MatrixException bug(String id) {
    return new MatrixException(
        ErrorCode.M_UNKNOWN, 500, "The server failed. Its log knows more: " + id + ".", Map.of());
  }
}
