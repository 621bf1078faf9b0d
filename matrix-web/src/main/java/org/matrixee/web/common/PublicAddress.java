package org.matrixee.web.common;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.config.MatrixConfig;

/** Makes absolute URLs: as the admin says, or else as the client has addressed us. */
@ApplicationScoped
public class PublicAddress {
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

  /** Where the request is kept as the entry filter sees it. */
  static final String REQUEST = "org.matrixee.request";

  private MatrixConfig config;

  /** For the container's proxies. */
  protected PublicAddress() {}

  /** With the settings. */
  @Inject
  public PublicAddress(MatrixConfig config) {
    this.config = config;
  }

  /** Scheme, host and port, without a slash at the end. */
  public String of(HttpServletRequest request) {
    if (config.proxies().publicUrlGiven()) {
      return config.publicUrl();
    }
    @Nullable String host =
        request.getAttribute(REQUEST) instanceof ForwardedRequest forwarded
            ? forwarded.host()
            : request.getHeader("Host");
    return host != null && HOST.matcher(host).matches()
        ? request.getScheme() + "://" + host
        : config.publicUrl();
  }
}
