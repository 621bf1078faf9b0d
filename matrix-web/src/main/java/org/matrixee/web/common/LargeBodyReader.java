package org.matrixee.web.common;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads large bodies of the client API up to their limit. */
@Provider
@Consumes(MediaType.WILDCARD)
public class LargeBodyReader implements MessageBodyReader<LargeBody> {
  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == LargeBody.class;
  }

  @Override
  public LargeBody readFrom(
      Class<LargeBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream in)
      throws IOException {
    return new LargeBody(RequestBodyReader.read(headers, in, LargeBody.MAX_BYTES));
  }
}
