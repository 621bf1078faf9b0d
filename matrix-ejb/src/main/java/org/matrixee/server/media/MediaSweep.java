package org.matrixee.server.media;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/** Clears, when the server starts, what uploads left behind that never ended. */
@Singleton
@Startup
@DependsOn("ServerStart") // the schema must be there
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MediaSweep {
  private static final Logger LOG = Logger.getLogger(MediaSweep.class);

  private MediaFolder folder;
  private MediaTransactions transactions;

  /** For the container's proxies. */
  protected MediaSweep() {}

  /** With what it needs. */
  @Inject
  public MediaSweep(MediaFolder folder, MediaTransactions transactions) {
    this.folder = folder;
    this.transactions = transactions;
  }

  /** Runs once, before any request is served. */
  @PostConstruct
  void sweep() {
    try {
      int cleared = folder.sweep(transactions::isHashUsed);
      if (cleared > 0) {
        LOG.infof("%d unfinished uploads were cleared away", cleared);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the media folder cannot be used", e);
    }
  }
}
