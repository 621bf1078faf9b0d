package org.matrixee.web.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.media.MediaId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.server.media.MediaService;
import org.matrixee.server.media.ThumbnailService;
import org.matrixee.server.media.Upload;
import org.matrixee.server.media.rules.Size;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;

/** The media API of December 2014 (client-api-v1, 15): files by {@code mxc://server/id}. */
@Path("/_matrix/media/v1")
@ApplicationScoped
public class MediaResource {
  private static final int MAX_SIDE = 65_536;

  @Inject private MatrixConfig config;
  @Inject private MediaService service;
  @Inject private ThumbnailService thumbnails;
  @Inject private FileAnswer answers;

  /** Stores a file. */
  @POST
  @Path("/upload")
  @Authenticated
  @Limited(Action.UPLOAD)
  public Response upload(
      @Context Requester requester,
      @Context HttpServletRequest request,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      @QueryParam("filename") @Nullable String name,
      InputStream bytes) {
    MediaId id =
        service.upload(requester, new Upload(bytes, request.getContentLengthLong(), type, name));
    String uri = "mxc://" + config.serverName() + "/" + id;
    return Response.ok(
            new JsonOutput().ascii("{\"content_uri\":").string(uri).ascii("}").toBytes(),
            MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  /** Gives a file out; anyone may ask who knows its name. */
  @GET
  @Path("/download/{server}/{id}")
  @Limited(Action.DOWNLOAD)
  public CompletionStage<Response> download(
      @Context HttpHeaders headers,
      @PathParam("server") String server,
      @PathParam("id") String id) {
    return answers.later(FileAnswer.Wanted.of(headers), service.get(own(server, id)));
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
    FileAnswer.Wanted wanted = FileAnswer.Wanted.of(headers);
    Size box = new Size(side("width", width), side("height", height));
    return thumbnails
        .get(own(server, id), box, isCrop(method))
        .thenCompose(file -> answers.later(wanted, file));
  }

  /** Only our own files: those of other servers would have to be asked of them. */
  private MediaId own(String server, String id) {
    if (!server.equalsIgnoreCase(config.serverName().value())) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "This file is on another server.");
    }
    return new MediaId(id);
  }

  private static boolean isCrop(@Nullable String method) {
    if (method == null || method.equals("scale")) {
      return false;
    }
    if (method.equals("crop")) {
      return true;
    }
    throw bad("The parameter 'method' must be 'crop' or 'scale'.");
  }

  private static int side(String name, @Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
      throw bad("The parameter '" + name + "' must be a number of pixels, at least 1.");
    }
    return Math.min(MAX_SIDE, Integer.parseInt(text));
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_UNKNOWN, 400, sentence, Map.of());
  }
}
