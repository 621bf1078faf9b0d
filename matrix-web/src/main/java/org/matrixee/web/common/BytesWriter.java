package org.matrixee.web.common;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.spi.AsyncMessageBodyWriter;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes finished bytes without ever waiting for the client.
 *
 * <p>What fits into the container's buffer is put there at once, and sent when the request ends;
 * RESTEasy's own writer changes threads twice for it, which costs more than the rest of the answer.
 * An answer that comes later is handed to the thread of its connection.
 */
@Provider
public class BytesWriter implements AsyncMessageBodyWriter<byte[]> {
  /** Well below Undertow's buffer of 16 KiB: a write that fills it would wait for the client. */
  private static final int FITS_THE_BUFFER = 8192;

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == byte[].class;
  }

  @Override
  public void writeTo(
      byte[] bytes,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(bytes);
  }

  @Override
  public CompletionStage<Void> asyncWriteTo(
      byte[] bytes,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      AsyncOutputStream out) {
    @Nullable HttpServletRequest request = ResteasyContext.getContextData(HttpServletRequest.class);
    if (bytes.length > FITS_THE_BUFFER || request == null) {
      return out.asyncWrite(bytes);
    }
    if (!request.isAsyncStarted()) {
      return writeNow(bytes, out);
    }
    CompletableFuture<Void> written = new CompletableFuture<>();
    Departure.after(
        request, () -> ConnectionThread.finish(request, () -> write(bytes, out, request, written)));
    return written;
  }

  /** In the connection's thread: the end of the request that follows then needs no other. */
  private static void write(
      byte[] bytes,
      AsyncOutputStream out,
      HttpServletRequest request,
      CompletableFuture<Void> written) {
    CompletionStage<Void> done =
        ConnectionThread.mayFinish(request) ? writeNow(bytes, out) : out.asyncWrite(bytes);
    done.whenComplete(
        (nothing, failure) -> {
          if (failure == null) {
            written.complete(null);
          } else {
            written.completeExceptionally(failure);
          }
        });
  }

  private static CompletionStage<Void> writeNow(byte[] bytes, OutputStream out) {
    try {
      out.write(bytes);
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
