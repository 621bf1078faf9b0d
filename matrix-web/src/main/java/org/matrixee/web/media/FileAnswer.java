package org.matrixee.web.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.Threads;
import org.matrixee.server.media.MediaFile;
import org.matrixee.server.media.rules.FileLabels;

/**
 * Serves files that strangers brought, so that they can do no harm: a browser must not guess their
 * type, run nothing in them, and show in place only what cannot hold a script.
 *
 * <p>2014: client-api-v1, 15, "Safety"; threats, 5.
 */
@ApplicationScoped
public class FileAnswer {
  private static final String HARMLESS =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self';"
          + " frame-ancestors 'none'";

  /** Files never change. */
  private static final String FOR_EVER = ", max-age=31536000, immutable";

  private Threads threads;

  /** Who may keep what was answered. */
  public enum Keepers {
    /** Every cache on the way: whoever knows the name gets the file. */
    ANYBODY("public"),
    /** The client itself: the file is for users. */
    CLIENT("private");

    private final String directive;

    Keepers(String directive) {
      this.directive = directive;
    }
  }

  /**
   * What a client wants of a file.
   *
   * @param keepers who may keep it
   * @param range the header {@code Range}; null if there is none
   * @param known the header {@code If-None-Match}; null if there is none
   */
  public record Wanted(Keepers keepers, @Nullable String range, @Nullable String known) {
    /** Of a request's headers. They are read now: elsewhere, the request is not known. */
    public static Wanted of(HttpHeaders headers, Keepers keepers) {
      return new Wanted(
          keepers,
          headers.getHeaderString("Range"),
          headers.getHeaderString(HttpHeaders.IF_NONE_MATCH));
    }

    /** Whether the client has a file already (RFC 9110, 13.1.2). */
    boolean isKnown(String tag) {
      return known != null
          && Arrays.stream(known.split(",", -1))
              .map(String::strip)
              .anyMatch(
                  entry ->
                      entry.equals("*")
                          || entry.equals('"' + tag + '"')
                          || entry.equals("W/\"" + tag + '"'));
    }
  }

  /** For the container's proxies. */
  protected FileAnswer() {}

  /** With what it needs. */
  @Inject
  public FileAnswer(Threads threads) {
    this.threads = threads;
  }

  /**
   * The same, made on another thread than the request's: RESTEasy writes without blocking only from
   * there.
   */
  public CompletionStage<Response> later(Wanted wanted, MediaFile file) {
    return CompletableFuture.supplyAsync(() -> of(wanted, file), threads.executor());
  }

  /**
   * The answer to a request for a file, or for a part of it, or for it if it has changed.
   *
   * @throws MatrixException M_UNKNOWN with 416 for a part beyond the file's end
   */
  public Response of(Wanted wanted, MediaFile file) {
    EntityTag tag = new EntityTag(file.tag());
    if (wanted.isKnown(file.tag())) {
      return guarded(Response.notModified(tag), wanted, file).build();
    }
    Optional<ByteRange> part = ByteRange.parse(wanted.range(), file.size());
    ByteRange range = part.orElse(new ByteRange(0, file.size()));
    if (part.isPresent() && range.length() == 0) {
      throw new MatrixException(ErrorCode.M_UNKNOWN, 416, "The file has no such part.", Map.of());
    }
    Response.ResponseBuilder answer =
        Response.status(part.isPresent() ? 206 : 200)
            .entity(new FileOutput(file.path(), range, threads.executor()))
            .header(HttpHeaders.CONTENT_TYPE, file.type())
            .header(HttpHeaders.CONTENT_LENGTH, range.length())
            .header("Accept-Ranges", "bytes")
            .tag(tag);
    if (part.isPresent()) {
      answer.header(
          "Content-Range",
          "bytes "
              + range.start()
              + "-"
              + (range.start() + range.length() - 1)
              + "/"
              + file.size());
    }
    return guarded(answer, wanted, file).build();
  }

  private static Response.ResponseBuilder guarded(
      Response.ResponseBuilder answer, Wanted wanted, MediaFile file) {
    return answer
        .header(HttpHeaders.CACHE_CONTROL, wanted.keepers().directive + FOR_EVER)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(file.type(), file.name()))
        .header("Content-Security-Policy", HARMLESS)
        .header("Cross-Origin-Resource-Policy", "cross-origin");
  }

  /** RFC 6266: a name for old browsers, and the name itself. */
  static String disposition(String type, @Nullable String name) {
    String how = FileLabels.isShownInPlace(type) ? "inline" : "attachment";
    if (name == null) {
      return how;
    }
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .forEach(c -> plain.append(c >= ' ' && c < 0x7f && c != '"' && c != '\\' ? (char) c : '_'));
    StringBuilder exact = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean letter = Character.isLetterOrDigit(b & 0xff) && b > 0;
      if (letter || b == '-' || b == '.' || b == '_') {
        exact.append((char) b);
      } else {
        exact.append(String.format("%%%02X", b & 0xff));
      }
    }
    return how + "; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
  }
}
