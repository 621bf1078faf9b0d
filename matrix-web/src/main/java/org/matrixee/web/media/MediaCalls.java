package org.matrixee.web.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.media.MediaArrivals;
import org.matrixee.server.media.MediaService;
import org.matrixee.server.media.ThumbnailService;
import org.matrixee.server.media.Upload;
import org.matrixee.server.media.rules.Size;
import org.matrixee.web.common.JsonOutput;

/** What all media APIs since December 2014 do in the same way: files by {@code mxc://server/id}. */
@ApplicationScoped
public class MediaCalls {
  private static final int MAX_SIDE = 65_536;

  /** v1.19: what a client that does not say gets is 20 seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration MOST_PATIENCE = Duration.ofMinutes(1);

  private MatrixConfig config;
  private MediaService service;
  private ThumbnailService thumbnails;
  private FileAnswer answers;
  private MediaArrivals arrivals;

  /** For the container's proxies. */
  protected MediaCalls() {}

  /** With what it needs. */
  @Inject
  public MediaCalls(
      MatrixConfig config,
      MediaService service,
      ThumbnailService thumbnails,
      FileAnswer answers,
      MediaArrivals arrivals) {
    this.config = config;
    this.service = service;
    this.thumbnails = thumbnails;
    this.answers = answers;
    this.arrivals = arrivals;
  }

  /**
   * Stores the body of a request.
   *
   * @param bytes the body
   * @param name what the file is called; null if nobody says
   * @return its address
   * @throws MatrixException as {@link MediaService#upload}
   */
  public Response upload(
      Requester requester, HttpServletRequest request, InputStream bytes, @Nullable String name) {
    MediaId id = service.upload(requester, upload(request, bytes, name));
    return json(new JsonOutput().ascii("{\"content_uri\":").string(uri(id)).ascii("}"));
  }

  private static Upload upload(
      HttpServletRequest request, InputStream bytes, @Nullable String name) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return new Upload(bytes, request.getContentLengthLong(), type, name);
  }

  private String uri(MediaId id) {
    return "mxc://" + config.serverName() + "/" + id;
  }

  /**
   * Makes an address for a file that is uploaded later.
   *
   * @throws MatrixException as {@link MediaService#reserve}
   */
  public Response create(Requester requester) {
    ReservedMedia reserved = service.reserve(requester);
    JsonOutput out = new JsonOutput().ascii("{\"content_uri\":").string(uri(reserved.id()));
    return json(out.ascii(",\"unused_expires_at\":").number(reserved.expiresTs()).ascii("}"));
  }

  /**
   * Stores the body of a request at an address that was made before.
   *
   * @throws MatrixException as {@link MediaService#uploadTo}
   */
  public Response uploadTo(
      Requester requester,
      HttpServletRequest request,
      MediaId id,
      InputStream bytes,
      @Nullable String name) {
    service.uploadTo(requester, id, upload(request, bytes, name));
    return json(new JsonOutput().ascii("{}"));
  }

  /**
   * Gives a file out.
   *
   * @param name what to call it instead; null to leave its own
   * @throws MatrixException M_NOT_FOUND, or as {@link FileAnswer#of}
   */
  public CompletionStage<Response> download(
      FileAnswer.Wanted wanted, Address address, @Nullable String name) {
    return arrivals
        .await(own(address), patience(address.timeout()))
        .thenApply(service::get)
        .thenCompose(file -> answers.later(wanted, name == null ? file : file.named(name)));
  }

  /**
   * Where a file is, as a client asks for it.
   *
   * @param timeout how many milliseconds to wait for a file that is still to be uploaded
   */
  public record Address(String server, String id, @Nullable String timeout) {}

  private static Duration patience(@Nullable String timeout) {
    if (timeout == null) {
      return PATIENCE;
    }
    if (!timeout.matches("[0-9]{1,18}")) {
      throw bad("The parameter 'timeout_ms' must be a number of milliseconds.");
    }
    return Duration.ofMillis(Math.min(MOST_PATIENCE.toMillis(), Long.parseLong(timeout)));
  }

  /**
   * Gives a thumbnail out.
   *
   * @param asked its size and method, as the client wrote them
   * @throws MatrixException M_NOT_FOUND; M_UNKNOWN for sizes and methods that make no sense; or as
   *     {@link ThumbnailService#get}
   */
  public CompletionStage<Response> thumbnail(
      FileAnswer.Wanted wanted, Address address, Asked asked) {
    Size box = new Size(side("width", asked.width()), side("height", asked.height()));
    boolean crop = isCrop(asked.method());
    return arrivals
        .await(own(address), patience(address.timeout()))
        .thenCompose(id -> thumbnails.get(id, box, crop))
        .thenCompose(file -> answers.later(wanted, file));
  }

  /** A thumbnail as a client asks for it. */
  public record Asked(@Nullable String width, @Nullable String height, @Nullable String method) {}

  /** What clients should know before they upload. */
  public Response config() {
    return json(
        new JsonOutput()
            .ascii("{\"m.upload.size\":")
            .number(config.media().maxUpload())
            .ascii("}"));
  }

  private static Response json(JsonOutput body) {
    return Response.ok(body.toBytes(), MediaType.APPLICATION_JSON_TYPE).build();
  }

  /** Only our own files: those of other servers would have to be asked of them. */
  MediaId own(Address address) {
    if (!address.server().equalsIgnoreCase(config.serverName().value())) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "This file is on another server.");
    }
    return new MediaId(address.id());
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
