package org.matrixee.web.common;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;

/**
 * Sees every request first: lets pages of any origin use the API, answers {@code OPTIONS}, and
 * refuses addresses that nobody can decode. From here on a request is seen as through our proxies.
 *
 * <p>2014: client-api-v1, 1, "CORS". A servlet filter, not one of JAX-RS, so that the container's
 * own errors have the headers too.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class EntryFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** The headers that the reference lists, and the one that carries tokens today. */
  private static final String HEADERS =
      "Origin, X-Requested-With, Content-Type, Accept, Authorization";

  private static final String TRANSPORT = "max-age=31536000";

  @Inject private transient MatrixConfig config;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest seen = ForwardedRequest.of(request, config.proxies());
    seen.setAttribute(PublicAddress.REQUEST, seen);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS");
    response.setHeader("Access-Control-Allow-Headers", HEADERS);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer"); // URLs hold tokens
    if (seen.isSecure()) {
      response.setHeader("Strict-Transport-Security", TRANSPORT);
    }
    Departure departure = Departure.of(seen);
    try {
      if (UnhurriedRequest.mayHaveBody(seen)) {
        UnhurriedRequest unhurried = UnhurriedRequest.of(seen, response);
        pass(unhurried, response, chain);
        unhurried.end();
      } else {
        pass(seen, response, chain);
      }
    } finally {
      departure.leave();
    }
  }

  private static void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!PercentEncoding.isDecodable(request.getRequestURI())
        || !PercentEncoding.isDecodable(request.getQueryString())) {
      MatrixException refusal =
          Dialect.OCTOBER_2014.badParameter("The address is not percent-encoded UTF-8.");
      answer(response, refusal.status(), ErrorAnswer.body(refusal));
    } else if (request.getMethod().equals("OPTIONS")) {
      answer(response, HttpServletResponse.SC_OK, new byte[] {'{', '}'});
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void answer(HttpServletResponse response, int status, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
