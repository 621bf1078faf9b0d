package org.matrixee.server.start;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import org.matrixee.server.account.login.LoginFlows;
import org.matrixee.server.config.FailedStart;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.event.Streams;
import org.matrixee.server.presence.PresenceWriter;
import org.matrixee.store.schema.SchemaMigration;

/** Brings the server up: settings, schema, signing key, streams. A failure stops the deployment. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ServerStart {
  private static final Logger LOG = Logger.getLogger(ServerStart.class);

  private MatrixConfig config;
  private SchemaMigration schema;
  private StreamStart streamStart;
  private Streams streams;
  private ServerKey key;
  private LoginFlows flows;
  private PresenceWriter presence;

  /** For the container's proxies. */
  protected ServerStart() {}

  /** With what it needs. */
  @Inject
  public ServerStart(
      MatrixConfig config,
      SchemaMigration schema,
      StreamStart streamStart,
      Streams streams,
      ServerKey key,
      LoginFlows flows,
      PresenceWriter presence) {
    this.config = config;
    this.schema = schema;
    this.streamStart = streamStart;
    this.streams = streams;
    this.key = key;
    this.flows = flows;
    this.presence = presence;
  }

  /** Runs once, before any request is served. */
  @PostConstruct
  void start() {
    LOG.infof("Matrix EE starts as %s", config);
    checked(flows::check);
    schema.migrate();
    checked(key::load);
    long position = streamStart.begin();
    streams.start(position);
    presence.start();
    LOG.infof("Matrix EE is ready as %s, stream position %d", config.serverName(), position);
  }

  private static void checked(Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException wrong) {
      throw FailedStart.because(wrong);
    }
  }
}
