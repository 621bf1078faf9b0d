package org.matrixee.web.client.discovery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;

/**
 * {@code GET /_matrix/client/versions}.
 *
 * <p>v1.19: Client-Server API, "API standards": a server tells the versions whose rules it follows.
 * Clients read the list in two ways. They want one version that they know, and v1.1 is the first
 * with the paths below {@code /v3}; and they switch a feature on when the version is named that
 * brought it. So the list ends where a feature begins that clients would rely on and that is not
 * here: v1.11 is that of files for users only, which is; v1.12 to v1.15 bring reports of rooms and
 * users, mutual rooms, room summaries and OAuth 2, which are not. What is missing of older versions
 * answers M_UNRECOGNIZED, which clients of any version have to expect.
 */
@Path("/_matrix/client/versions")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Action.LIST)
@ApplicationScoped
public class VersionsResource {
  private static final int NEWEST = 11;

  private static final Answer ANSWER =
      new Answer(
          IntStream.rangeClosed(1, NEWEST).mapToObj(minor -> "v1." + minor).toList(), Map.of());

  /**
   * The answer.
   *
   * @param unstableFeatures nothing that is not in the specification
   */
  record Answer(List<String> versions, Map<String, Boolean> unstableFeatures) {}

  /** The versions. */
  @GET
  public Answer get() {
    return ANSWER;
  }
}
