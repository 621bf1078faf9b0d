package org.matrixee.web.federation.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.server.federation.query.FederationQueries;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.federation.FromServer;

/** {@code GET /query/{type}} (federation-v1, 4.1). */
@Path("/_matrix/federation/v1/query")
@Produces(MediaType.APPLICATION_JSON)
@FromServer
@ApplicationScoped
public class QueryResource {
  @Inject private FederationQueries queries;

  /** How a user of this server appears. */
  @GET
  @Path("/profile")
  public byte[] profile(
      @QueryParam("user_id") @Nullable String user, @QueryParam("field") @Nullable String field) {
    return new JsonOutput()
        .value(queries.profile(new UserId(required("user_id", user)), field))
        .toBytes();
  }

  /** Where an alias of this server leads. */
  @GET
  @Path("/directory")
  public byte[] directory(@QueryParam("room_alias") @Nullable String alias) {
    return new JsonOutput()
        .value(queries.directory(new RoomAlias(required("room_alias", alias))))
        .toBytes();
  }

  /** Nothing else is known. */
  @GET
  @Path("/{type}")
  public byte[] other(@PathParam("type") String type) {
    throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such type of query.");
  }

  private static String required(String name, @Nullable String value) {
    if (value == null) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, "The parameter '" + name + "' is missing.");
    }
    return value;
  }
}
