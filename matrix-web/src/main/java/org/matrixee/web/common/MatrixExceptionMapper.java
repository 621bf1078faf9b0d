package org.matrixee.web.common;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.matrixee.model.error.MatrixException;

/** Writes refusals. */
@Provider
public class MatrixExceptionMapper implements ExceptionMapper<MatrixException> {
  @Override
  public Response toResponse(MatrixException refusal) {
    return ErrorAnswer.of(refusal);
  }
}
