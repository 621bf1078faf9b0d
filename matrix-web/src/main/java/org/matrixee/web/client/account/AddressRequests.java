package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ClientUrl;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.lifecycle.AddressService;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.RequestBody;

/**
 * What the requests for mails that prove an address share. {@code id_server} and {@code
 * id_access_token} do not matter: this server validates addresses itself.
 *
 * <p>v1.19: Client-Server API, {@code POST /register/email/requestToken}.
 */
@ApplicationScoped
public class AddressRequests {
  private AddressService service;

  /** For the container's proxies. */
  protected AddressRequests() {}

  /** With the use case. */
  @Inject
  public AddressRequests(AddressService service) {
    this.service = service;
  }

  /**
   * Sends a mail.
   *
   * @param medium {@code email}; telephone numbers are not taken, whatever for
   * @param requester null if nobody is logged in
   */
  CompletionStage<byte[]> send(
      EmailProofPurpose purpose,
      String medium,
      RequestBody body,
      @Nullable Requester requester,
      HttpServletRequest request) {
    JsonObject asked = body.object();
    if (!medium.equals(ThreePid.EMAIL)) {
      throw AddressService.denied("This server does not take telephone numbers.");
    }
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
}
