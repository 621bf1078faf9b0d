package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ClientUrl;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.lifecycle.AddressService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.MaybeAuthenticated;
import org.matrixee.web.common.OptionalTokenFilter;
import org.matrixee.web.common.RequestBody;

/**
 * {@code POST .../email/requestToken} and {@code .../msisdn/requestToken}, for registration,
 * passwords and accounts.
 *
 * <p>v1.19: Client-Server API, "Account registration and management". {@code id_server} and {@code
 * id_access_token} do not matter: this server validates addresses itself.
 */
@Path(AccountApi.V3)
@Produces(MediaType.APPLICATION_JSON)
@Limited(Action.LOGIN_STEP)
@ApplicationScoped
public class EmailTokenResource {
  @Inject private AddressService service;

  /** For a new account. */
  @POST
  @Path("/register/email/requestToken")
  public CompletionStage<byte[]> register(@Context HttpServletRequest request, RequestBody body) {
    return send(EmailProofPurpose.REGISTER, body, null, request);
  }

  /** For a new password. */
  @POST
  @Path("/account/password/email/requestToken")
  public CompletionStage<byte[]> password(@Context HttpServletRequest request, RequestBody body) {
    return send(EmailProofPurpose.PASSWORD, body, null, request);
  }

  /** For another address of an account. */
  @POST
  @Path("/account/3pid/email/requestToken")
  @MaybeAuthenticated
  public CompletionStage<byte[]> add(@Context HttpServletRequest request, RequestBody body) {
    return send(EmailProofPurpose.ADD, body, OptionalTokenFilter.caller(), request);
  }

  private CompletionStage<byte[]> send(
      EmailProofPurpose purpose,
      RequestBody body,
      @Nullable Requester requester,
      HttpServletRequest request) {
    JsonObject asked = body.object();
    AddressService.Wish wish =
        new AddressService.Wish(
            AccountFields.requireString(asked, "email"),
            ClientSecrets.require(asked),
            attempt(asked),
            nextLink(asked));
    return service
        .request(purpose, wish, requester, request.getRemoteAddr())
        .thenApply(sid -> AccountApi.body(Json.createObjectBuilder().add("sid", sid).build()));
  }

  private static long attempt(JsonObject asked) {
    String key = "send_attempt";
    if (AccountFields.isAbsent(asked, key)) {
      throw AccountFields.missing(key);
    }
    if (asked.get(key) instanceof JsonNumber number
        && number.isIntegral()
        && number.bigIntegerValue().bitLength() < Long.SIZE) {
      return number.longValue();
    }
    throw JsonFields.bad("The key '" + key + "' must hold a whole number.");
  }

  private static @Nullable String nextLink(JsonObject asked) {
    @Nullable String link = JsonFields.findString(asked, "next_link").orElse(null);
    if (link != null && ClientUrl.parse(link).filter(ClientUrl::isWeb).isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "'next_link' is not an http or https URL.");
    }
    return link;
  }

  /** Telephone numbers are not taken, whatever for. */
  @POST
  @Path("/{what: register|account/password|account/3pid}/msisdn/requestToken")
  public byte[] number() {
    throw AddressService.denied("This server does not take telephone numbers.");
  }
}
