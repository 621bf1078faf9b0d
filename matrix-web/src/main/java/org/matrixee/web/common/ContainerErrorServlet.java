package org.matrixee.web.common;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.matrixee.model.error.MatrixException;

/** The container's error page: gives the standard error where no resource was reached. */
@WebServlet(urlPatterns = ContainerErrorServlet.PATH, asyncSupported = true)
public class ContainerErrorServlet extends HttpServlet {
  /** Where web.xml sends errors. Whoever asks for it directly finds nothing. */
  static final String PATH = "/.error";

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    MatrixException refusal =
        refusal(
            path instanceof String known ? Dialect.of(known) : Dialect.OCTOBER_2014,
            request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    response.setStatus(refusal.status());
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(ErrorAnswer.body(refusal));
  }

  private static MatrixException refusal(Dialect dialect, Object status) {
    int code = status instanceof Integer known ? known : 404;
    if (code == 404) {
      return dialect.unknownPath();
    }
    if (code == 405) {
      return dialect.unknownMethod();
    }
    // Who failed has logged it.
    return code < 500 ? dialect.badRequest(code) : ErrorAnswer.bug("-");
  }
}
