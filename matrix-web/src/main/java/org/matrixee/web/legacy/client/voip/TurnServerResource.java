package org.matrixee.web.legacy.client.voip;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.account.Requester;
import org.matrixee.server.limits.Action;
import org.matrixee.server.voip.TurnCredentials;
import org.matrixee.server.voip.TurnService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code GET /voip/turnServer} (client-api-v1, 14); {@code {}} if there is none. */
@Path(LegacyApi.V1 + "/voip/turnServer")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class TurnServerResource {
  @Inject private TurnService service;

  /** Credentials for the caller. */
  @GET
  @Limited(Action.READ)
  public byte[] get(@Context Requester requester) {
    Optional<TurnCredentials> found = service.credentials(requester.user());
    return found.map(TurnServerResource::answer).orElseGet(LegacyAnswers::empty);
  }

  private static byte[] answer(TurnCredentials credentials) {
    JsonOutput out = new JsonOutput();
    out.ascii("{\"username\":").string(credentials.username());
    out.ascii(",\"password\":").string(credentials.password());
    out.ascii(",\"ttl\":").number(credentials.life().toSeconds());
    out.ascii(",\"uris\":");
    return strings(credentials.uris(), out).ascii("}").toBytes();
  }

  private static JsonOutput strings(List<String> texts, JsonOutput out) {
    String separator = "[";
    for (String text : texts) {
      out.ascii(separator).string(text);
      separator = ",";
    }
    return out.ascii("]");
  }
}
