package org.matrixee.web.common;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;

/**
 * Turns everything else into the standard error: the framework's own refusals, and bugs.
 *
 * <p>A bug is logged once, with an id that the caller is told. Messages of exceptions can quote
 * content and tokens, so that only their types and places are logged, unless this category is at
 * DEBUG.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(UnexpectedExceptionMapper.class);

  /** Longest chain of causes that is looked at. */
  private static final int MAX_DEPTH = 20;

  @Context private UriInfo uri;
  @Context private Request request;

  @Override
  public Response toResponse(Throwable failure) {
    // Ours first: the framework wraps what converters and readers throw.
    @Nullable MatrixException ours = find(failure, MatrixException.class);
    if (ours != null) {
      return ErrorAnswer.of(ours);
    }
    @Nullable WebApplicationException framework = find(failure, WebApplicationException.class);
    return framework != null && isRefusal(framework)
        ? ErrorAnswer.of(refusal(framework))
        : ErrorAnswer.of(ErrorAnswer.bug(log(failure)));
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static boolean isRefusal(WebApplicationException framework) {
    return framework.getResponse().getStatusInfo().getFamily()
        == Response.Status.Family.CLIENT_ERROR;
  }

  private MatrixException refusal(WebApplicationException framework) {
    Dialect dialect = Dialect.of(uri.getPath());
    if (framework instanceof NotFoundException) {
      return dialect.unknownPath();
    }
    if (framework instanceof NotAllowedException) {
      return dialect.unknownMethod();
    }
    return dialect.badRequest(framework.getResponse().getStatus());
  }

  /** Logs a bug and returns its id. Never the query: it holds the token. */
  private String log(Throwable failure) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    LOG.errorf(withoutMessages(failure, 0), "Bug %s at %s", id, request.getMethod());
    LOG.debugf(failure, "Bug %s in full", id);
    return id;
  }

  /** The same failure, as far as it tells no content: types and places. */
  private static WithoutMessage withoutMessages(Throwable failure, int depth) {
    @Nullable Throwable cause = failure.getCause();
    WithoutMessage copy =
        new WithoutMessage(
            failure.getClass().getName(),
            cause == null || depth > MAX_DEPTH ? null : withoutMessages(cause, depth + 1));
    copy.setStackTrace(failure.getStackTrace());
    return copy;
  }

  /** Stands in the log for a failure whose message is left out. */
  private static final class WithoutMessage extends Throwable {
    private static final long serialVersionUID = 1L;

    WithoutMessage(String type, @Nullable WithoutMessage cause) {
      super(type, cause, false, true);
    }
  }
}
