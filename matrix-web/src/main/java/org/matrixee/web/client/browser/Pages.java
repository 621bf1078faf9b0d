package org.matrixee.web.client.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.page.BrowserAnswers;
import org.matrixee.web.page.Page;

/** What the pages of this package share. */
@ApplicationScoped
public class Pages {
  private MatrixConfig config;

  /** For the container's proxies. */
  protected Pages() {}

  /** With the settings. */
  @Inject
  public Pages(MatrixConfig config) {
    this.config = config;
  }

  /** One of the pages beside this class. */
  Page of(String name, String title, Map<String, String> texts) {
    Map<String, String> all = new HashMap<>(texts);
    all.put("title", title);
    all.put("server", config.serverName().value());
    return Page.of(Pages.class, name, all);
  }

  /** A page that only says something. */
  Response notice(int status, String title, String text) {
    return of("notice", title, Map.of("text", text)).toResponse(status);
  }

  /** A page that holds a secret, or is for now only. */
  static Response once(Page page) {
    return Response.fromResponse(page.toResponse())
        .header(HttpHeaders.CACHE_CONTROL, null)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** Sends a browser elsewhere. */
  static Response.ResponseBuilder redirect(String where) {
    return Response.status(Response.Status.FOUND)
        .header(HttpHeaders.LOCATION, where)
        .header("Referrer-Policy", "no-referrer");
  }

  /** The work's answer; a refusal is a page to a browser, and a standard error to a program. */
  CompletionStage<Response> orRefusal(
      HttpServletRequest request,
      String title,
      Supplier<? extends CompletionStage<Response>> work) {
    return BrowserAnswers.wantsPage(request)
        ? BrowserAnswers.orPage(refusal -> refused(title, refusal), work)
        : work.get();
  }

  private Response refused(String title, MatrixException refusal) {
    return notice(refusal.status(), title, refusal.sentence());
  }
}
