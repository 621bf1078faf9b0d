package org.matrixee.web.common;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request with a body that may be answered before all of it was read: refused, mostly.
 *
 * <p>The container reads the rest of a body at the end, so that the connection can go on, and lets
 * a thread wait for it. Some dozen clients that announce a large body and do not send it would take
 * all threads (threats, T1). Here the answer goes out first, and the rest is read as it comes,
 * without a thread, and for a limited time.
 */
public final class UnhurriedRequest extends HttpServletRequestWrapper {
  private static final int PIECE = 16_384;

  /** How long the rest of a body may take when the request was answered. */
  private static final int REST_SECONDS = 30;

  /** More pieces than an ordinary body has. */
  private static final int MOST_AT_ONCE = 16;

  private final HttpServletResponse response;
  private @Nullable Ending ending;
  private @Nullable BodyCollector collector;

  private UnhurriedRequest(HttpServletRequest request, HttpServletResponse response) {
    super(request);
    this.response = response;
  }

  /** Whether a request has a body, or may have one. */
  static boolean mayHaveBody(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    return length > 0
        || (length < 0
            && (request.getHeader("Transfer-Encoding") != null
                || request.getProtocol().startsWith("HTTP/2")));
  }

  /** The same request, which ends as described. */
  static UnhurriedRequest of(HttpServletRequest request, HttpServletResponse response) {
    return new UnhurriedRequest(request, response);
  }

  /** The request that a filter or a resource sees; null if it has no body. */
  public static @Nullable UnhurriedRequest in(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      if (inner instanceof UnhurriedRequest found) {
        return found;
      }
      inner = wrapper.getRequest();
    }
    return null;
  }

  /**
   * Reads the body as it comes, while no thread waits. The request must be suspended already, and
   * nobody may read its stream otherwise.
   */
  public BodyCollector collect(BodyCollector.Gate gate) throws IOException {
    ServletInputStream in = getInputStream();
    BodyCollector made = new BodyCollector(in, gate);
    collector = made;
    in.setReadListener(made);
    return made;
  }

  /** To be called when a request was dealt with; does nothing while somebody will answer later. */
  void end() {
    if (!isAsyncStarted() && !skipWhatIsHere()) {
      endOf(super.startAsync()).beginOrFinish();
    }
  }

  /** Reads what has arrived; true if that was all. */
  private boolean skipWhatIsHere() {
    try {
      ServletInputStream in = getInputStream();
      if (in.isFinished()) {
        return true; // the usual case
      }
      byte[] piece = new byte[PIECE];
      for (int i = 0; i < MOST_AT_ONCE && !in.isFinished() && in.available() > 0; i++) {
        if (in.read(piece) < 0) {
          return true;
        }
      }
      return in.isFinished();
    } catch (IOException | IllegalStateException e) {
      return true; // the connection is gone, or somebody else reads
    }
  }

  @Override
  public AsyncContext startAsync() {
    return endOf(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
    return endOf(super.startAsync(request, answer));
  }

  @Override
  public AsyncContext getAsyncContext() {
    return endOf(super.getAsyncContext());
  }

  private synchronized Ending endOf(AsyncContext context) {
    Ending known = ending;
    if (known == null) {
      known = new Ending(context);
      ending = known;
    }
    return known;
  }

  /** Completes when the body has come to its end. */
  private final class Ending implements AsyncContext, ReadListener {
    private final AsyncContext context;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> rest = new CompletableFuture<>();

    Ending(AsyncContext context) {
      this.context = context;
    }

    @Override
    public void complete() {
      BodyCollector reading = collector;
      if (reading != null) {
        // It goes on to read, and keeps nothing.
        if (reading.isEnded()) {
          finish();
        } else {
          context.start(() -> finishAfter(reading));
        }
      } else if (skipWhatIsHere()) {
        finish();
      } else {
        // Sending the answer may wait for a moment, and this may be the connection's own thread.
        context.start(this::beginOrFinish);
      }
    }

    private void finishAfter(BodyCollector reading) {
      try {
        response.getOutputStream().close();
        limitRest();
        reading.whenEnded(this::finish);
      } catch (IOException | IllegalStateException e) {
        finish();
      }
    }

    private void beginOrFinish() {
      try {
        begin();
      } catch (IOException | IllegalStateException e) {
        finish();
      }
    }

    void begin() throws IOException {
      waitAsLongAsItTakes();
      response.getOutputStream().close();
      limitRest();
      getInputStream().setReadListener(this);
    }

    /** Whoever goes on and on with what was answered long ago only means to keep the connection. */
    private void limitRest() {
      CompletableFuture<?> unused =
          rest.orTimeout(REST_SECONDS, TimeUnit.SECONDS)
              .exceptionally(
                  late -> {
                    ConnectionThread.cut(UnhurriedRequest.this);
                    return null;
                  });
    }

    /** The listener ends connections that are silent. */
    private void waitAsLongAsItTakes() {
      try {
        context.setTimeout(0);
      } catch (IllegalStateException e) {
        // Too late to say: whoever suspended the request has said so already, as RESTEasy does.
        assert context.getTimeout() <= 0;
      }
    }

    private void finish() {
      if (over.compareAndSet(false, true)) {
        rest.complete(null);
        context.complete();
      }
    }

    @Override
    public void onDataAvailable() throws IOException {
      ServletInputStream in = getInputStream();
      byte[] piece = new byte[PIECE];
      while (in.isReady() && in.read(piece) >= 0) {
        assert !over.get();
      }
    }

    @Override
    public void onAllDataRead() {
      finish();
    }

    @Override
    public void onError(Throwable failure) {
      finish();
    }

    @Override
    public ServletRequest getRequest() {
      return context.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
      return context.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
      return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
      context.dispatch();
    }

    @Override
    public void dispatch(String path) {
      context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servlets, String path) {
      context.dispatch(servlets, path);
    }

    @Override
    public void start(Runnable task) {
      context.start(task);
    }

    @Override
    public void addListener(AsyncListener listener) {
      context.addListener(listener);
    }

    @Override
    public void addListener(
        AsyncListener listener, ServletRequest request, ServletResponse answer) {
      context.addListener(listener, request, answer);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
      return context.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
      context.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
      return context.getTimeout();
    }
  }
}
