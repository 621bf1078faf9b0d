package org.matrixee.server.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.matrixee.server.event.Streams;
import org.matrixee.store.schema.SchemaMigration;

/** How far the server has come with starting; asks no database. */
@ApplicationScoped
public class ServerState {
  private SchemaMigration schema;
  private Streams streams;

  /** For the container's proxies. */
  protected ServerState() {}

  /** With what it needs. */
  @Inject
  public ServerState(SchemaMigration schema, Streams streams) {
    this.schema = schema;
    this.streams = streams;
  }

  /** Whether the schema was migrated and fits. */
  public boolean isSchemaCurrent() {
    return schema.isCurrent();
  }

  /** Whether the stream's positions are loaded. */
  public boolean isStreamLoaded() {
    return streams.isStarted();
  }
}
