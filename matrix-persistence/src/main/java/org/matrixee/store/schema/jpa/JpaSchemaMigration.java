package org.matrixee.store.schema.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.migration.JavaMigration;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.jboss.logging.Logger;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.schema.SchemaMigration;

/** Flyway migrates, then Hibernate compares every entity with its table. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class JpaSchemaMigration implements SchemaMigration {
  private static final Logger LOG = Logger.getLogger("org.matrixee.store.schema");

  private EntityManager entities;
  private DataSource dataSource;
  private volatile boolean current;

  @Inject
  JpaSchemaMigration(EntityManager entities, DataSource dataSource) {
    this.entities = entities;
    this.dataSource = dataSource;
  }

  /** For the container's proxy. */
  protected JpaSchemaMigration() {}

  @Override
  public void migrate() {
    try {
      Flyway flyway = flyway();
      refuseNewerSchema(flyway);
      int applied = flyway.migrate().migrationsExecuted;
      if (applied > 0) {
        LOG.infof("Database schema: %d migrations applied", applied);
      }
    } catch (FlywayException e) {
      throw new IllegalStateException("The database schema cannot be migrated: " + firstLine(e), e);
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be reached: " + e.getMessage(), e);
    }
    validate();
    current = true;
  }

  @Override
  public boolean isCurrent() {
    return current;
  }

  private Flyway flyway() throws SQLException {
    SqlDialect dialect;
    try (Connection connection = dataSource.getConnection()) {
      dialect = SqlDialect.of(connection);
    }
    return Flyway.configure(JpaSchemaMigration.class.getClassLoader())
        .loggers(FlywayLog.class.getName())
        .dataSource(dataSource)
        .resourceProvider(new MigrationScripts(dialect))
        .javaMigrationClassProvider(List::<Class<? extends JavaMigration>>of)
        .placeholders(Map.of("bytes", dialect.bytesType(), "text", dialect.textType()))
        // A database that holds something else is not ours to fill.
        .baselineOnMigrate(false)
        .cleanDisabled(true)
        .load();
  }

  private static void refuseNewerSchema(Flyway flyway) {
    List<MigrationInfo> unknown =
        Arrays.stream(flyway.info().applied())
            .filter(migration -> migration.getVersion() != null)
            .filter(migration -> migration.getState().isResolved() == false)
            .toList();
    if (!unknown.isEmpty()) {
      MigrationInfo newest = unknown.get(unknown.size() - 1);
      throw new IllegalStateException(
          "The database schema is newer than this server: it has version "
              + newest.getVersion()
              + " (\""
              + newest.getDescription()
              + "\"), which this server does not know. Install the newer server, or restore the"
              + " backup made before it.");
    }
  }

  private void validate() {
    EntityManagerFactory factory = entities.getEntityManagerFactory();
    try {
      factory.unwrap(SessionFactory.class).getSchemaManager().validateMappedObjects();
    } catch (HibernateException e) {
      throw new IllegalStateException(
          "The database schema does not fit this server: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no details");
  }
}
