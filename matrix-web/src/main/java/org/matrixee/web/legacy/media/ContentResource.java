package org.matrixee.web.legacy.media;

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
import org.matrixee.server.limits.Action;
import org.matrixee.server.media.MediaService;
import org.matrixee.server.media.Upload;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.PublicAddress;
import org.matrixee.web.media.FileAnswer;

/** {@code /_matrix/content}: the content repository of October 2014 (client-api-v1, 15). */
@Path(ContentResource.PATH)
@ApplicationScoped
public class ContentResource {
  static final String PATH = "/_matrix/content";

  @Inject private MediaService service;
  @Inject private FileAnswer answers;
  @Inject private PublicAddress address;

  /** Stores a file; its length must be said beforehand. */
  @POST
  @Authenticated
  @Limited(Action.UPLOAD)
  public Response upload(
      @Context Requester requester,
      @Context HttpServletRequest request,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      @QueryParam("filename") @Nullable String name,
      InputStream bytes) {
    long length = request.getContentLengthLong();
    if (length < 0) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, 400, "An upload needs a Content-Length.", Map.of());
    }
    MediaId id = service.upload(requester, new Upload(bytes, length, type, name));
    String url = address.of(request) + PATH + "/" + id;
    return Response.ok(
            new JsonOutput().ascii("{\"content_token\":").string(url).ascii("}").toBytes(),
            MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  /** Gives a file out; anyone may ask who knows its name. */
  @GET
  @Path("/{token}")
  @Limited(Action.DOWNLOAD)
  public CompletionStage<Response> download(
      @Context HttpHeaders headers, @PathParam("token") String token) {
    return answers.later(
        FileAnswer.Wanted.of(headers, FileAnswer.Keepers.ANYBODY), service.get(new MediaId(token)));
  }
}
