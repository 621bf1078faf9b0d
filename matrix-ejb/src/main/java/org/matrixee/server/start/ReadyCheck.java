package org.matrixee.server.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.matrixee.server.event.Streams;
import org.matrixee.store.schema.SchemaMigration;

/** Ready when the schema is current and the stream's positions are loaded. */
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
  @Inject private SchemaMigration schema;
  @Inject private Streams streams;

  @Override
  public HealthCheckResponse call() {
    boolean schemaCurrent = schema.isCurrent();
    boolean streamLoaded = streams.isStarted();
    return HealthCheckResponse.named("matrix-ee")
        .withData("schema", schemaCurrent)
        .withData("stream", streamLoaded)
        .status(schemaCurrent && streamLoaded)
        .build();
  }
}
