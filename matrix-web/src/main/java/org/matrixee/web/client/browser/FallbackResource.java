package org.matrixee.web.client.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.email.EmailProofStage;
import org.matrixee.server.account.lifecycle.AddressService;
import org.matrixee.server.account.signon.SignOnService;
import org.matrixee.server.account.uia.InteractiveAuth;
import org.matrixee.server.account.uia.SignOnProof;
import org.matrixee.server.account.uia.WaitingAuth;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.page.Browser;
import org.matrixee.web.page.Page;

/**
 * {@code /auth/{stage}/fallback/web}: stages of user-interactive authentication for clients that do
 * not know them (v1.19: Client-Server API, "Fallback").
 */
@Path("/_matrix/client/{version: v3|r0}/auth/{stage}/fallback/web")
@Limited(Action.LOGIN_STEP)
@ApplicationScoped
public class FallbackResource {
  private static final String TITLE = "This page is of no use";

  @Inject private InteractiveAuth auth;
  @Inject private SignOnService signOn;
  @Inject private StagePages stages;
  @Inject private AddressService addresses;
  @Inject private Pages pages;
  @Inject private MatrixConfig config;
  @Inject private SecureRandom random;

  /** Shows the stage. */
  @GET
  public CompletionStage<Response> show(
      @Context HttpServletRequest request,
      @PathParam("stage") String stage,
      @QueryParam("session") @Nullable String session) {
    return pages.orRefusal(
        request,
        TITLE,
        () -> {
          String key = require(session);
          WaitingAuth waiting = auth.look(key);
          if (waiting.state().completed().contains(stage)) {
            return CompletableFuture.completedStage(passed());
          }
          return stage.equals(SignOnProof.TYPE)
              ? prove(request, key, waiting)
              : CompletableFuture.completedStage(Pages.once(stages.of(stage, "")));
        });
  }

  private CompletionStage<Response> prove(
      HttpServletRequest request, String session, WaitingAuth waiting) {
    String secret = Browser.secretOrNew(request, config.publicUrl(), random);
    return signOn
        .beginProof(session, secret, request.getRemoteAddr())
        .thenApply(
            where ->
                Response.fromResponse(Pages.once(stages.prove(waiting.state(), where.toString())))
                    .cookie(Browser.cookie(secret, config.publicUrl()))
                    .build());
  }

  /** Performs the stage. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public CompletionStage<Response> perform(
      @Context HttpServletRequest request,
      @PathParam("stage") String stage,
      @QueryParam("session") @Nullable String session,
      MultivaluedMap<String, String> form) {
    return pages.orRefusal(
        request,
        TITLE,
        () -> {
          stages.of(stage, ""); // it must be one that has a form
          String key = require(session);
          return stage.equals(EmailProofStage.TYPE)
              ? proveAddress(key, form, request.getRemoteAddr())
              : submit(key, stage, fields(form), error -> stages.of(stage, error));
        });
  }

  /** First the address, which a mail goes to, and then whether its link was followed. */
  private CompletionStage<Response> proveAddress(
      String session, MultivaluedMap<String, String> form, String from) {
    @Nullable String sid = form.getFirst("sid");
    @Nullable String secret = form.getFirst("client_secret");
    if (sid != null && secret != null) {
      JsonObject proof = Json.createObjectBuilder().add("threepid_creds", fields(form)).build();
      return submit(
          session, EmailProofStage.TYPE, proof, error -> stages.mailed(sid, secret, error));
    }
    EmailProofPurpose purpose =
        EmailProofStage.purpose(auth.look(session).state().operation())
            .orElseThrow(() -> StagePages.none());
    String address = Objects.requireNonNullElse(form.getFirst("email"), "");
    String fresh = Browser.newSecret(random);
    return addresses
        .request(purpose, new AddressService.Wish(address, fresh, 1, null), null, from)
        .thenApply(given -> Pages.once(stages.mailed(given, fresh, "")));
  }

  /** Performs a stage; the page is shown again if it is not passed. */
  private CompletionStage<Response> submit(
      String session, String stage, JsonObject fields, Function<String, Page> again) {
    return auth.submitFromPage(session, stage, fields)
        .handle((done, failure) -> answer(failure, again));
  }

  private Response answer(@Nullable Throwable failure, Function<String, Page> again) {
    if (failure == null) {
      return passed();
    }
    @Nullable Throwable cause =
        failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof MatrixException refusal && InteractiveAuth.mayTryAgain(refusal)) {
      return Response.fromResponse(Pages.once(again.apply(refusal.sentence())))
          .status(Response.Status.FORBIDDEN)
          .build();
    }
    throw new CompletionException(cause);
  }

  private Response passed() {
    return Pages.once(pages.of("passed", "That is done", Map.of()));
  }

  private static JsonObject fields(MultivaluedMap<String, String> form) {
    JsonObjectBuilder fields = Json.createObjectBuilder();
    form.keySet().forEach(name -> fields.add(name, form.getFirst(name)));
    return fields.build();
  }

  private static String require(@Nullable String session) {
    if (session == null) {
      throw new MatrixException(ErrorCode.M_MISSING_PARAM, "'session' must be there.");
    }
    return session;
  }
}
