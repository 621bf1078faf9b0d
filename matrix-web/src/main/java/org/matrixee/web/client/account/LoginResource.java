package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.device.DeviceWish;
import org.matrixee.server.account.signin.SignIn;
import org.matrixee.server.account.signin.SignInService;
import org.matrixee.server.account.signon.SignOnService;
import org.matrixee.server.config.OidcProvider;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * {@code GET} and {@code POST /login}.
 *
 * <p>v1.19: Client-Server API, "Login".
 */
@Path(AccountApi.V3 + "/login")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class LoginResource {
  private static final String PASSWORD = "m.login.password";
  private static final String TOKEN = "m.login.token";
  private static final String SSO = "m.login.sso";
  private static final String TYPE = "type";

  @Inject private SignInService service;
  @Inject private SignOnService signOn;

  /** The ways to log in. */
  @GET
  @Limited(Action.LIST)
  public byte[] flows() {
    JsonArrayBuilder flows = Json.createArrayBuilder();
    if (service.takesPasswords()) {
      flows.add(Json.createObjectBuilder().add(TYPE, PASSWORD));
    }
    List<OidcProvider> providers = signOn.providers();
    if (!providers.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      providers.forEach(provider -> list.add(answer(provider)));
      flows.add(Json.createObjectBuilder().add(TYPE, SSO).add("identity_providers", list));
    }
    flows.add(Json.createObjectBuilder().add(TYPE, TOKEN).add("get_login_token", true));
    return AccountApi.body(Json.createObjectBuilder().add("flows", flows).build());
  }

  /** v1.19: Client-Server API, "m.login.sso flow schema". */
  private static JsonObjectBuilder answer(OidcProvider provider) {
    JsonObjectBuilder answer =
        Json.createObjectBuilder().add("id", provider.id()).add("name", provider.name());
    @Nullable String icon = provider.icon();
    if (icon != null) {
      answer.add("icon", icon);
    }
    @Nullable String brand = provider.brand();
    if (brand != null) {
      answer.add("brand", brand);
    }
    return answer;
  }

  /** Logs a client in. */
  @POST
  public CompletionStage<byte[]> login(@Context HttpServletRequest request, RequestBody body) {
    JsonObject asked = body.object();
    String type = AccountFields.requireString(asked, TYPE);
    DeviceWish device = AccountFields.device(asked);
    return logIn(type, asked, device, request.getRemoteAddr())
        .thenApply(done -> AccountApi.body(Credentials.of(done.user(), done.session())));
  }

  private CompletionStage<SignIn> logIn(
      String type, JsonObject asked, DeviceWish device, String address) {
    return switch (type) {
      case PASSWORD ->
          service.byPassword(
              Identifiers.of(asked),
              AccountFields.requireString(asked, "password"),
              device,
              address);
      case TOKEN ->
          CompletableFuture.completedStage(
              service.byToken(AccountFields.requireString(asked, "token"), device, address));
      default ->
          throw new MatrixException(
              ErrorCode.M_UNKNOWN, "This server does not offer this type of login.");
    };
  }
}
