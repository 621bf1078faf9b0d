package org.matrixee.web.common;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token that came with a request.
 *
 * @param value the secret itself
 */
public record AccessToken(String value) {
  private static final String BEARER = "Bearer ";

  /**
   * Finds the token: the query parameter of 2014, else the header of today.
   *
   * <p>2014: client-api-v1, 1 (S-API-06).
   */
  static Optional<AccessToken> find(ContainerRequestContext request) {
    @Nullable String token = request.getUriInfo().getQueryParameters().getFirst("access_token");
    if (token == null) {
      token = bearer(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    }
    return token == null || token.isEmpty()
        ? Optional.empty()
        : Optional.of(new AccessToken(token));
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "AccessToken";
  }
}
