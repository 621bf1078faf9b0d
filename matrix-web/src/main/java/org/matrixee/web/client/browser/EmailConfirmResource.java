package org.matrixee.web.client.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ClientUrl;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.server.account.email.EmailProofs;
import org.matrixee.server.account.signon.SignOnService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.page.Page;

/**
 * Where the links in mails lead that prove an address. Opening one does nothing yet: programs look
 * through mails, too, and must not choose a new password for somebody else.
 */
@Path(EmailProofs.PATH + "{token}")
@Limited(Action.LIST)
@ApplicationScoped
public class EmailConfirmResource {
  @Inject private EmailProofs proofs;
  @Inject private SignOnService clients;
  @Inject private Pages pages;

  /** Asks whether it is the person's own doing. */
  @GET
  public Response look(@PathParam("token") String token) {
    return proofs.look(token).map(this::ask).orElseGet(this::useless);
  }

  private Response ask(EmailProof proof) {
    boolean password = proof.purpose() == EmailProofPurpose.PASSWORD;
    Page page =
        pages.of(
            "confirm",
            password ? "Forgot your password?" : "Is this your address?",
            Map.of(
                "address",
                proof.address().value(),
                "text",
                switch (proof.purpose()) {
                  case REGISTER -> "Somebody is making an account with this address.";
                  case ADD -> "Somebody is adding this address to an account.";
                  case PASSWORD ->
                      "Whoever asked for this mail can then choose a new password for the"
                          + " account that has this address.";
                },
                "button",
                password ? "Yes, I have asked for it" : "Yes, it is mine",
                "warning",
                password
                    ? "If you have not asked for a new password, close this page."
                    : "If this is not your doing, close this page."));
    return Pages.once(next(proof).map(next -> page.leadingTo(next.origin())).orElse(page));
  }

  private static Optional<ClientUrl> next(EmailProof proof) {
    return Optional.ofNullable(proof.nextLink()).flatMap(ClientUrl::parse);
  }

  /** The person says yes. */
  @POST
  public Response confirm(@Context HttpServletRequest request, @PathParam("token") String token) {
    @Nullable EmailProof proof = proofs.confirm(token, request.getRemoteAddr()).orElse(null);
    if (proof == null) {
      return useless();
    }
    @Nullable ClientUrl next = next(proof).orElse(null);
    if (next == null) {
      return pages.notice(
          200,
          "Confirmed",
          "Go back to the app where you began. It goes on by itself, or when you tell it to. You"
              + " can close this page.");
    }
    // A mail of ours must not be a way to lead people anywhere.
    return clients.isTrusted(next)
        ? Pages.redirect(next.uri().toString()).build()
        : Pages.once(
            pages.of(
                "confirmed",
                "Confirmed",
                Map.of("place", next.place(), "uri", next.uri().toString())));
  }

  private Response useless() {
    return pages.notice(
        400,
        "This link is of no use any more",
        "It has been used, or it is too old, or there is a newer mail. Go back to the app where you"
            + " began, and ask for a new one.");
  }
}
