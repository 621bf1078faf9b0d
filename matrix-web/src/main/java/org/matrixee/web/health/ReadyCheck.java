package org.matrixee.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.matrixee.server.start.ServerState;

/** Ready when the schema is current and the stream's positions are loaded. */
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
  @Inject private ServerState state;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("matrix-ee")
        .withData("schema", state.isSchemaCurrent())
        .withData("stream", state.isStreamLoaded())
        .status(state.isSchemaCurrent() && state.isStreamLoaded())
        .build();
  }
}
