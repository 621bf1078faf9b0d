package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.matrixee.server.account.login.TermsStage;
import org.matrixee.server.config.TermsConfig;

/**
 * {@code m.login.terms}: the person agrees to the server's terms, which the params name.
 *
 * <p>v1.19: Client-Server API, "Terms of service at registration".
 */
@ApplicationScoped
public class TermsProof implements AuthStage {
  private List<TermsConfig.Policy> policies = List.of();

  /** For the container's proxies. */
  protected TermsProof() {}

  /** With what knows the terms. */
  @Inject
  public TermsProof(TermsStage terms) {
    policies = terms.policies();
  }

  @Override
  public String type() {
    return TermsStage.TYPE;
  }

  @Override
  public JsonObject params() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    for (TermsConfig.Policy policy : policies) {
      JsonObjectBuilder one = Json.createObjectBuilder().add("version", policy.version());
      policy
          .texts()
          .forEach(
              (language, text) ->
                  one.add(
                      language,
                      Json.createObjectBuilder().add("name", text.name()).add("url", text.url())));
      all.add(policy.id(), one);
    }
    return Json.createObjectBuilder().add("policies", all).build();
  }

  @Override
  public CompletionStage<JsonObject> perform(Attempt attempt) {
    return AuthStage.passed();
  }
}
