package org.matrixee.web.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.media.MediaId;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;

/**
 * {@code /_matrix/media}: uploads, and what anybody may read who knows its name, as clients from
 * December 2014 to v1.11 do. The versions of the path differ in nothing but how a token is refused.
 *
 * <p>Files come from this server only: {@code allow_remote} and {@code allow_redirect} change
 * nothing.
 *
 * <p>2014: client-api-v1, 15. v1.19: Client-Server API, "Content repository".
 */
@Path("/_matrix/media/{version: v1|r0|v3}")
@ApplicationScoped
public class MediaResource {
  @Inject private MediaCalls calls;

  /** Stores a file. */
  @POST
  @Path("/upload")
  @Authenticated
  @Limited(Action.UPLOAD)
  public Response upload(
      @Context Requester requester,
      @Context HttpServletRequest request,
      @QueryParam("filename") @Nullable String name,
      InputStream bytes) {
    return calls.upload(requester, request, bytes, name);
  }

  /** Makes an address for a file that is uploaded later. */
  @POST
  @Path("/create")
  @Authenticated
  @Limited(Action.UPLOAD)
  public Response create(@Context Requester requester) {
    return calls.create(requester);
  }

  /** Stores a file at an address that was made before. */
  @PUT
  @Path("/upload/{server}/{id}")
  @Authenticated
  @Limited(Action.UPLOAD)
  public Response uploadTo(
      @Context Requester requester,
      @Context HttpServletRequest request,
      @PathParam("server") String server,
      @PathParam("id") String id,
      @QueryParam("filename") @Nullable String name,
      InputStream bytes) {
    MediaId own = calls.own(new MediaCalls.Address(server, id, null));
    return calls.uploadTo(requester, request, own, bytes, name);
  }

  /** Says how large a file may be. */
  @GET
  @Path("/config")
  @Authenticated
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
    return calls.download(forAnybody(headers), address, null);
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
    return calls.download(forAnybody(headers), address, name);
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
        forAnybody(headers), address, new MediaCalls.Asked(width, height, method));
  }

  private static FileAnswer.Wanted forAnybody(HttpHeaders headers) {
    return FileAnswer.Wanted.of(headers, FileAnswer.Keepers.ANYBODY);
  }
}
