package org.matrixee.web.client.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.matrixee.model.account.ClientUrl;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.server.account.oidc.OidcProviders;
import org.matrixee.server.account.signon.SignOnOutcome;
import org.matrixee.server.account.signon.SignOnService;

/** What a browser sees that has brought somebody back from a provider, for a client of today. */
@ApplicationScoped
public class SignOnPages {
  /** Where a browser goes on whose person has agreed. */
  static final String CONTINUE = OidcProviders.PATH + "/continue";

  private SignOnService service;
  private Pages pages;

  /** For the container's proxies. */
  protected SignOnPages() {}

  /** With what it needs. */
  @Inject
  public SignOnPages(SignOnService service, Pages pages) {
    this.service = service;
    this.pages = pages;
  }

  /** Goes on with somebody who is proven. */
  public Response of(LoginOutcome.Proven proven) {
    SignOnOutcome outcome = service.finish(proven);
    if (outcome instanceof SignOnOutcome.SentBack back) {
      return Pages.redirect(back.address()).build();
    }
    if (outcome instanceof SignOnOutcome.Asked asked) {
      return ask(asked);
    }
    if (outcome instanceof SignOnOutcome.Allowed) {
      return Pages.once(pages.of("passed", "You have proven yourself", Map.of()));
    }
    throw new AssertionError(outcome);
  }

  private Response ask(SignOnOutcome.Asked asked) {
    ClientUrl client = asked.client();
    return Pages.once(
        pages.of(
            "ask",
            "Where to?",
            Map.of(
                "user",
                asked.user().value(),
                "place",
                client.place(),
                "text",
                client.isWeb()
                    ? "You are about to be logged in at this place:"
                    : "You are about to be logged in to the app that opens addresses which begin"
                        + " with this word:",
                "uri",
                CONTINUE + "?key=" + asked.key())));
  }

  /** A refusal on the way. */
  public Response refused(MatrixException refusal) {
    return pages.notice(
        refusal.status(),
        "You are not logged in",
        refusal.sentence() + " Go back to your app to begin again.");
  }
}
