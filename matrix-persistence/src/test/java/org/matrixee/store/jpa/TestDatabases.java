package org.matrixee.store.jpa;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** Fresh databases: H2 in memory, and one PostgreSQL server for the whole test run. */
public final class TestDatabases {
  private static final int PATIENCE_SECONDS = 300;
  private static final int CONNECTIONS = 32;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestDatabases() {}

  private static final class Postgres {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An empty H2 database that goes with the JVM. */
  public static DataSource h2() {
    return patient(
        JdbcConnectionPool.create(
            "jdbc:h2:mem:test" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
            "sa",
            "sa"));
  }

  /** An empty database of the PostgreSQL server. */
  public static DataSource postgres() {
    return postgres(Postgres.SERVER);
  }

  /** An empty database of a PostgreSQL server. */
  public static DataSource postgres(EmbeddedPostgres server) {
    String name = "test" + NUMBER.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(server.getJdbcUrl("postgres", name));
    JdbcConnectionPool pool = patient(JdbcConnectionPool.create(source));
    pool.setMaxConnections(CONNECTIONS);
    return pool;
  }

  /**
   * The pool is not fair: of hundreds who wait, one may be passed over for long on a busy machine.
   */
  private static JdbcConnectionPool patient(JdbcConnectionPool pool) {
    pool.setLoginTimeout(PATIENCE_SECONDS);
    return pool;
  }
}
