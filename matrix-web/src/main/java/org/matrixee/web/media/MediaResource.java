package org.matrixee.web.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;

/** The media API of December 2014 (client-api-v1, 15). */
@Path("/_matrix/media/v1")
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

  /** Gives a file out; anyone may ask who knows its name. */
  @GET
  @Path("/download/{server}/{id}")
  @Limited(Action.DOWNLOAD)
  public CompletionStage<Response> download(
      @Context HttpHeaders headers,
      @PathParam("server") String server,
      @PathParam("id") String id) {
    return calls.download(forAnybody(headers), server, id, null);
  }

  /** The same with a name at the end, which says nothing. */
  @GET
  @Path("/download/{server}/{id}/{name}")
  @Limited(Action.DOWNLOAD)
  public CompletionStage<Response> downloadNamed(
      @Context HttpHeaders headers,
      @PathParam("server") String server,
      @PathParam("id") String id) {
    return download(headers, server, id);
  }

  /** Gives a thumbnail out. */
  @GET
  @Path("/thumbnail/{server}/{id}")
  @Limited(Action.THUMBNAIL)
  public CompletionStage<Response> thumbnail(
      @Context HttpHeaders headers,
      @PathParam("server") String server,
      @PathParam("id") String id,
      @QueryParam("width") @Nullable String width,
      @QueryParam("height") @Nullable String height,
      @QueryParam("method") @Nullable String method) {
    return calls.thumbnail(
        forAnybody(headers), server, id, new MediaCalls.Asked(width, height, method));
  }

  private static FileAnswer.Wanted forAnybody(HttpHeaders headers) {
    return FileAnswer.Wanted.of(headers, FileAnswer.Keepers.ANYBODY);
  }
}
