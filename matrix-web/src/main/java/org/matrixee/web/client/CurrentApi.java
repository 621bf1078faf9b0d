package org.matrixee.web.client;

/** Paths of the current client-server API. */
public final class CurrentApi {
  /** Most endpoints: version 3, and r0, which older clients of today still ask for. */
  public static final String V3 = "/_matrix/client/{api: v3|r0}";

  /** Endpoints that came later, in a version of their own. */
  public static final String V1 = "/_matrix/client/v1";

  private CurrentApi() {}
}
