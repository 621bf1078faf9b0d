package org.matrixee.server.federation.remote;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;

/**
 * A request as it goes out.
 *
 * @param uri the path and query, percent-encoded
 * @param authorization the header; null for none
 * @param body sent in its canonical form; null for none
 * @param timeout how long the whole answer may take
 * @param maxAnswer the most bytes of an answer
 */
record WireRequest(
    ServerName destination,
    String method,
    String uri,
    @Nullable String authorization,
    @Nullable JsonObject body,
    Duration timeout,
    int maxAnswer) {}
