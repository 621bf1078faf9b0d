package org.matrixee.store.schema.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.matrixee.store.jpa.JpaStores;
import org.matrixee.store.schema.SchemaMigration;

/** Migration of a real database. */
interface SchemaMigrationContract {
  DataSource emptyDatabase();

  private static SchemaMigration migration(EntityManagerFactory factory, DataSource database) {
    return SchemaAdapters.migration(factory.createEntityManager(), database);
  }

  private static void execute(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(DataSource database, String table) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void migratesAnEmptyDatabaseOnce() {
    DataSource database = emptyDatabase();
    try (EntityManagerFactory factory = JpaStores.factory(database)) {
      SchemaMigration migration = migration(factory, database);
      assertThat(migration.isCurrent()).isFalse();
      migration.migrate();
      assertThat(migration.isCurrent()).isTrue();
      execute(database, "insert into destination (server) values ('b.example')");

      SchemaMigration again = migration(factory, database);
      again.migrate();

      assertThat(again.isCurrent()).isTrue();
      assertThat(count(database, "destination")).isEqualTo(1);
    }
  }

  @Test
  default void refusesASchemaOfANewerServer() {
    DataSource database = emptyDatabase();
    try (EntityManagerFactory factory = JpaStores.factory(database)) {
      migration(factory, database).migrate();
      execute(
          database,
          "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
              + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
              + " \"execution_time\", \"success\") values (99, '999', 'later things', 'SQL',"
              + " 'V999__later_things.sql', 1, 'me', 1, true)");

      SchemaMigration older = migration(factory, database);

      assertThatThrownBy(older::migrate)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("newer than this server")
          .hasMessageContaining("999")
          .hasMessageContaining("later things");
      assertThat(older.isCurrent()).isFalse();
    }
  }

  @Test
  default void saysWhatDoesNotFit() {
    DataSource database = emptyDatabase();
    try (EntityManagerFactory factory = JpaStores.factory(database)) {
      migration(factory, database).migrate();
      execute(database, "alter table account drop column avatar_url");

      SchemaMigration migration = migration(factory, database);

      assertThatThrownBy(migration::migrate)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("avatar_url");
      assertThat(migration.isCurrent()).isFalse();
    }
  }

  @Test
  default void refusesADatabaseThatHoldsSomethingElse() {
    DataSource database = emptyDatabase();
    execute(database, "create table somebody_elses (id integer)");
    try (EntityManagerFactory factory = JpaStores.factory(database)) {
      SchemaMigration migration = migration(factory, database);

      assertThatThrownBy(migration::migrate)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be migrated");
    }
  }
}
