package org.matrixee.web.federation;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.core.interception.jaxrs.SuspendableContainerRequestContext;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.out.SignOfLife;
import org.matrixee.server.federation.remote.Remote;
import org.matrixee.server.federation.remote.RequestCheck;
import org.matrixee.server.federation.remote.rules.XMatrix;
import org.matrixee.server.json.JsonReader;

/**
 * Turns the signature on a request into its {@link Origin}, and the body that it covers into {@link
 * SignedContent}. Nothing else makes an {@code Origin}.
 *
 * <p>While the body or the server's keys are awaited, the request is suspended and no thread waits.
 */
@Provider
@FromServer
@Priority(Priorities.AUTHENTICATION)
public class OriginFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String SHARE = OriginFilter.class.getName() + ".share";

  @Inject private MatrixConfig config;
  @Inject private FederationDoor door;
  @Inject private SignedBodies bodies;
  @Inject private BodyMemory memory;
  @Inject private RequestCheck check;
  @Inject private Threads threads;
  @Inject private SignOfLife life;

  @Override
  public void filter(ContainerRequestContext request) {
    HttpServletRequest servlet = ResteasyContext.getRequiredContextData(HttpServletRequest.class);
    door.pass(servlet);
    List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
    XMatrix claim = XMatrix.parse(headers, config.serverName());
    check.admit(claim, servlet.getRemoteAddr());
    SuspendedRequest suspended = new SuspendedRequest(request);
    BodyMemory.Share share = memory.open();
    request.setProperty(SHARE, share);
    CompletableFuture<SignedContent> future = read(claim, servlet, share, suspended);
    if (future.isDone() && !suspended.begun) {
      push(ResteasyContext.getContextDataMap(), claim, finished(future));
    } else {
      suspended.resumeAfter(future, claim);
    }
  }

  private CompletableFuture<SignedContent> read(
      XMatrix claim,
      HttpServletRequest servlet,
      BodyMemory.Share share,
      SuspendedRequest suspended) {
    CompletionStage<byte[]> body;
    try {
      body = bodies.read(servlet, share, suspended::begin);
    } catch (MatrixException e) {
      body = CompletableFuture.failedFuture(e);
    }
    return body.thenCompose(bytes -> content(claim, servlet, bytes, share))
        .whenComplete(
            (content, failure) -> {
              if (failure != null) {
                share.close();
              }
            })
        .toCompletableFuture();
  }

  /** The request is answered. */
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(SHARE) instanceof BodyMemory.Share share) {
      share.close();
    }
  }

  /** The keys come first: what nobody can have signed is not even read. */
  private CompletionStage<SignedContent> content(
      XMatrix claim, HttpServletRequest request, byte[] body, BodyMemory.Share share) {
    claim.requireKnownAlgorithm();
    String address = request.getRemoteAddr();
    String query = request.getQueryString();
    String uri = request.getRequestURI() + (query == null ? "" : "?" + query);
    String method = request.getMethod();
    return check
        .keys(claim, address)
        .thenApply(
            keys -> {
              @Nullable JsonObject content =
                  body.length > 0 || !method.equals("GET") ? object(body, share) : null;
              check.verify(claim, keys, method, uri, content, address);
              life.seen(claim.origin());
              return new SignedContent(content == null ? JsonValue.EMPTY_JSON_OBJECT : content);
            });
  }

  private static JsonObject object(byte[] body, BodyMemory.Share share) {
    share.add(JsonReader.mostMemory(body.length));
    try {
      JsonReader.Measured read = JsonReader.PDU.readMeasured(body);
      share.keep(read.bytes());
      return JsonReader.object(read.value());
    } catch (MatrixException e) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, e.sentence());
    }
  }

  private static SignedContent finished(CompletableFuture<SignedContent> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw Remote.cause(e) instanceof MatrixException refusal ? refusal : e;
    }
  }

  private static void push(Map<Class<?>, Object> context, XMatrix claim, SignedContent content) {
    context.put(Origin.class, new Origin(claim.origin()));
    context.put(SignedContent.class, content);
  }

  /** A request that goes on in another thread. */
  private final class SuspendedRequest {
    private final SuspendableContainerRequestContext request;
    private final Map<Class<?>, Object> context = ResteasyContext.getContextDataMap();
    private boolean begun;

    SuspendedRequest(ContainerRequestContext request) {
      this.request = (SuspendableContainerRequestContext) request;
    }

    /** Before a listener may be told that more of the body has come. */
    void begin() {
      ResteasyContext.getRequiredContextData(HttpRequest.class).getAsyncContext().suspend();
      begun = true;
    }

    void resumeAfter(CompletableFuture<SignedContent> outcome, XMatrix claim) {
      request.suspend();
      CompletableFuture<?> unused =
          outcome.whenCompleteAsync(
              (content, failure) -> {
                if (content != null) {
                  push(context, claim, content);
                  request.resume();
                } else {
                  request.resume(Remote.cause(failure));
                }
              },
              threads.executor());
    }
  }
}
