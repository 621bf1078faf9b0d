package org.matrixee.web.common;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.net.IpAddress;
import org.matrixee.server.config.ProxyConfig;

/**
 * A request that came through our own reverse proxy: address, scheme and host are those that the
 * proxy was asked from and for.
 *
 * <p>They are used for rate limits and absolute URLs only; no rule depends on them.
 */
final class ForwardedRequest extends HttpServletRequestWrapper {
  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String HOST = "X-Forwarded-Host";

  private final String address;
  private final boolean secure;

  private ForwardedRequest(HttpServletRequest request, String address, boolean secure) {
    super(request);
    this.address = address;
    this.secure = secure;
  }

  /** The same request, seen through the proxy if one of ours has sent it. */
  static HttpServletRequest of(HttpServletRequest request, ProxyConfig proxies) {
    if (proxies.trusted().isEmpty() || !isTrusted(request.getRemoteAddr(), proxies)) {
      return request;
    }
    @Nullable String proto = request.getHeader(PROTO);
    boolean secure = proto == null ? request.isSecure() : last(proto).equalsIgnoreCase("https");
    return new ForwardedRequest(request, client(request, proxies), secure);
  }

  private static boolean isTrusted(String address, ProxyConfig proxies) {
    return IpAddress.parse(address).filter(proxies::isTrusted).isPresent();
  }

  /**
   * Each proxy appends whom it was asked by. The last one that is not ours is the client, as far as
   * anybody we trust can tell; what stands before it may be invented.
   */
  private static String client(HttpServletRequest request, ProxyConfig proxies) {
    List<String> hops = new ArrayList<>();
    Collections.list(request.getHeaders(FOR))
        .forEach(line -> hops.addAll(Arrays.asList(line.split(",", -1))));
    String client = request.getRemoteAddr();
    for (int i = hops.size() - 1; i >= 0; i--) {
      Optional<IpAddress> hop = IpAddress.parse(hops.get(i));
      if (hop.isEmpty()) {
        return client; // what is no address says nothing, nor does anything before it
      }
      client = hops.get(i).strip();
      if (!proxies.isTrusted(hop.get())) {
        return client;
      }
    }
    return client;
  }

  private static String last(String list) {
    return list.substring(list.lastIndexOf(',') + 1).strip();
  }

  @Override
  public String getRemoteAddr() {
    return address;
  }

  @Override
  public String getRemoteHost() {
    return address;
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public String getScheme() {
    return secure ? "https" : "http";
  }

  /** The host and port that the client asked for. */
  @Nullable String host() {
    @Nullable String host = getHeader(HOST);
    return host == null ? getHeader("Host") : last(host);
  }
}
