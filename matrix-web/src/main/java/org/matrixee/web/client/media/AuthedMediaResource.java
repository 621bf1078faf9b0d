package org.matrixee.web.client.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.media.FileAnswer;
import org.matrixee.web.media.MediaCalls;

/**
 * {@code /_matrix/client/v1/media}: files for users, as clients since v1.11 read them.
 *
 * <p>v1.19: Client-Server API, "Content repository".
 */
@Path("/_matrix/client/v1/media")
@Authenticated
@ApplicationScoped
public class AuthedMediaResource {
  @Inject private MediaCalls calls;

  /** Says how large a file may be. */
  @GET
  @Path("/config")
  @Limited(Action.READ)
  public Response config() {
    return calls.config();
  }

  /** Gives a file out. */
  @GET
  @Path("/download/{server}/{id}")
  @Limited(Action.DOWNLOAD)
  public CompletionStage<Response> download(
      @Context HttpHeaders headers,
      @PathParam("server") String server,
      @PathParam("id") String id,
      @QueryParam("timeout_ms") @Nullable String timeout) {
    MediaCalls.Address address = new MediaCalls.Address(server, id, timeout);
    return calls.download(forClient(headers), address, null);
  }

  /** Gives a file out under another name. */
  @GET
  @Path("/download/{server}/{id}/{name}")
  @Limited(Action.DOWNLOAD)
  public CompletionStage<Response> downloadAs(
      @Context HttpHeaders headers,
      @PathParam("server") String server,
      @PathParam("id") String id,
      @PathParam("name") String name,
      @QueryParam("timeout_ms") @Nullable String timeout) {
    MediaCalls.Address address = new MediaCalls.Address(server, id, timeout);
    return calls.download(forClient(headers), address, name);
  }

  /** Gives a thumbnail out; it never moves. */
  @GET
  @Path("/thumbnail/{server}/{id}")
  @Limited(Action.THUMBNAIL)
  public CompletionStage<Response> thumbnail(
      @Context HttpHeaders headers,
      @PathParam("server") String server,
      @PathParam("id") String id,
      @QueryParam("width") @Nullable String width,
      @QueryParam("height") @Nullable String height,
      @QueryParam("method") @Nullable String method,
      @QueryParam("timeout_ms") @Nullable String timeout) {
    MediaCalls.Address address = new MediaCalls.Address(server, id, timeout);
    return calls.thumbnail(
        forClient(headers), address, new MediaCalls.Asked(width, height, method));
  }

  private static FileAnswer.Wanted forClient(HttpHeaders headers) {
    return FileAnswer.Wanted.of(headers, FileAnswer.Keepers.CLIENT);
  }
}
