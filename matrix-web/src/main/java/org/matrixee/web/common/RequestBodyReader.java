package org.matrixee.web.common;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * Reads bodies of the client API up to their limit.
 *
 * <p>2014: client-api-v1, 1, "Request content type": it says nothing, so that it is not looked at.
 */
@Provider
@Consumes(MediaType.WILDCARD)
public class RequestBodyReader implements MessageBodyReader<RequestBody> {
  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == RequestBody.class;
  }

  @Override
  public RequestBody readFrom(
      Class<RequestBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream in)
      throws IOException {
    return new RequestBody(read(headers, in, RequestBody.MAX_BYTES));
  }

  /**
   * The bytes of a body.
   *
   * @throws MatrixException M_TOO_LARGE if they are more than {@code most}
   */
  static byte[] read(MultivaluedMap<String, String> headers, InputStream in, int most)
      throws IOException {
    if (isOverLimit(headers.getFirst(HttpHeaders.CONTENT_LENGTH), most)) {
      throw tooLarge(most);
    }
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw tooLarge(most);
    }
    return bytes;
  }

  /**
   * Whether the announced length is too much; one that does not parse is the container's matter.
   */
  private static boolean isOverLimit(@Nullable String length, int most) {
    try {
      return length != null && Long.parseLong(length) > most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static MatrixException tooLarge(int most) {
    return new MatrixException(
        ErrorCode.M_TOO_LARGE, "The body must not be larger than " + most + " bytes.");
  }
}
