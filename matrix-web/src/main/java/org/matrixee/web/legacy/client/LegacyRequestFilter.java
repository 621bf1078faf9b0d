package org.matrixee.web.legacy.client;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Takes requests as the clients of 2014 sent them: under both base paths, with any content type,
 * and with semicolons that belong to their path segment.
 *
 * <p>2014: client-api-v1, 1 and D1.
 */
@Provider
@PreMatching
public class LegacyRequestFilter implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath(false);
    boolean alias = path.startsWith(LegacyApi.V1_ALIAS);
    if (!alias && !path.startsWith(LegacyApi.V1)) {
      return;
    }
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    if (alias || path.indexOf(';') >= 0) {
      rewrite(request, alias);
    }
  }

  private static void rewrite(ContainerRequestContext request, boolean alias) {
    try {
      request.setRequestUri(URI.create(rewritten(request.getUriInfo().getRequestUri(), alias)));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e); // the Host header is no host
    }
  }

  /** The request URI under the one base path, without matrix parameters. */
  static String rewritten(URI uri, boolean alias) {
    String path = uri.getRawPath().replace(";", "%3B");
    if (alias) {
      path = LegacyApi.V1 + path.substring(LegacyApi.V1_ALIAS.length());
    }
    String query = uri.getRawQuery();
    return uri.getScheme()
        + "://"
        + uri.getRawAuthority()
        + path
        + (query == null ? "" : "?" + query);
  }
}
