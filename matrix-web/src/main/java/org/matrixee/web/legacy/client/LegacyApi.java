package org.matrixee.web.legacy.client;

/** Where the API is. */
public final class LegacyApi {
  /** The base path. */
  public static final String V1 = "/_matrix/client/api/v1";

  /** The spelling that the specification was left with in one place (client-api-v1, D1). */
  static final String V1_ALIAS = "/matrix/client/api/v1";

  private LegacyApi() {}
}
