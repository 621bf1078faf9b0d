package org.matrixee.e2e;

import static org.matrixee.e2e.Client.encode;
import static org.matrixee.e2e.CurrentFuzzTemplates.get;
import static org.matrixee.e2e.CurrentFuzzTemplates.post;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.matrixee.e2e.FuzzTemplates.Template;

/** Valid requests for addresses by mail, and for logging in elsewhere, over the current API. */
final class CurrentFuzzAddresses {
  private static final String V3 = "/_matrix/client/v3";

  private CurrentFuzzAddresses() {}

  static List<Template> of(String user, String password) {
    JsonNode mail = Json.of("client_secret", "fuzz", "email", "f@example.org", "send_attempt", 1);
    JsonNode phone =
        Json.of("client_secret", "fuzz", "country", "DE", "phone_number", "1", "send_attempt", 1);
    List<Template> all = new ArrayList<>();
    for (String purpose : List.of("/register", "/account/password", "/account/3pid")) {
      all.add(open("POST", V3 + purpose + "/email/requestToken", "", mail.toString()));
      all.add(open("POST", V3 + purpose + "/msisdn/requestToken", "", phone.toString()));
    }
    JsonNode known = Json.of("type", "m.id.user", "user", user);
    JsonNode proof = Json.of("type", "m.login.password", "identifier", known, "password", password);
    JsonNode address = Json.of("medium", "email", "address", "f@example.org");
    all.add(get(V3 + "/account/3pid", ""));
    all.add(
        post(
            V3 + "/account/3pid/add", Json.of("client_secret", "fuzz", "sid", "s", "auth", proof)));
    all.add(post(V3 + "/account/3pid/delete", address));
    all.add(post(V3 + "/account/3pid/unbind", address));
    all.add(post(V3 + "/user/" + encode(user) + "/openid/request_token", Json.of()));
    String back = "redirectUrl=" + encode("https://app.example.org/") + "&action=login";
    all.add(open("GET", V3 + "/login/sso/redirect", back, ""));
    all.add(open("GET", V3 + "/login/sso/redirect/corp", back, ""));
    return all;
  }

  private static Template open(String method, String path, String query, String body) {
    return new Template(method, path, query, body, true);
  }
}
