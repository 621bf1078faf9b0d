package org.matrixee.web.client.discovery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.DiscoveryConfig;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;

/**
 * {@code /.well-known/matrix}: where this server is, for who knows its name only. What the settings
 * do not say is not found: a guess would lead people to a server that is not there.
 *
 * <p>v1.19: Client-Server API, "Server discovery"; Server-Server API, "Resolving server names".
 */
@Path("/.well-known/matrix")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class WellKnownResource {
  @Inject private MatrixConfig config;

  /** Where clients find it. */
  @GET
  @Path("/client")
  @Limited(Action.LIST)
  public byte[] client() {
    if (!config.proxies().publicUrlGiven()) {
      throw nothing();
    }
    JsonObjectBuilder answer =
        Json.createObjectBuilder().add("m.homeserver", base(config.publicUrl()));
    List<URI> identityServers = config.login().identityServers();
    if (!identityServers.isEmpty()) {
      answer.add("m.identity_server", base(identityServers.get(0).toString()));
    }
    return body(answer);
  }

  private static JsonObject base(String url) {
    return Json.createObjectBuilder().add("base_url", url).build();
  }

  /** Where other servers find it. */
  @GET
  @Path("/server")
  @Limited(Action.LIST)
  public byte[] server() {
    @Nullable ServerName server = config.discovery().server();
    if (server == null) {
      throw nothing();
    }
    return body(Json.createObjectBuilder().add("m.server", server.value()));
  }

  /** Whom people ask for help. */
  @GET
  @Path("/support")
  @Limited(Action.LIST)
  public byte[] support() {
    DiscoveryConfig known = config.discovery();
    @Nullable URI page = known.supportPage();
    if (page == null && known.contacts().isEmpty()) {
      throw nothing();
    }
    JsonObjectBuilder answer = Json.createObjectBuilder();
    if (!known.contacts().isEmpty()) {
      JsonArrayBuilder contacts = Json.createArrayBuilder();
      known.contacts().forEach(contact -> contacts.add(contact(contact)));
      answer.add("contacts", contacts);
    }
    if (page != null) {
      answer.add("support_page", page.toString());
    }
    return body(answer);
  }

  private static JsonObject contact(String contact) {
    String key = contact.startsWith("@") ? "matrix_id" : "email_address";
    return Json.createObjectBuilder().add(key, contact).add("role", "m.role.admin").build();
  }

  private static byte[] body(JsonObjectBuilder answer) {
    return new JsonOutput().value(answer.build()).toBytes();
  }

  private static MatrixException nothing() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "This server says nothing of that.");
  }
}
