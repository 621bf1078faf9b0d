package org.matrixee.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.matrixee.server.config.MatrixConfig;

/** {@code GET /}: tells a visitor which server this is and what to point a client at. */
@Path("/")
@ApplicationScoped
public class LandingPageResource {
  private Page page;

  /** For the container. */
  public LandingPageResource() {}

  /** Makes the page once: the settings never change while the server runs. */
  @Inject
  public LandingPageResource(MatrixConfig config) {
    page =
        Page.of(
            LandingPageResource.class,
            "landing",
            Map.of(
                "server", config.serverName().value(),
                "url", config.publicUrl(),
                "version", version()));
  }

  /** The page. */
  @GET
  public Response get() {
    return page.toResponse();
  }

  private static String version() {
    try (InputStream in = LandingPageResource.class.getResourceAsStream("build.properties")) {
      Properties build = new Properties();
      build.load(in);
      return build.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
