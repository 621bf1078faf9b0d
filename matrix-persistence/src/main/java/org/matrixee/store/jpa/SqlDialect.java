package org.matrixee.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the databases that we run on do not share their SQL. */
public enum SqlDialect {
  /** The embedded default. */
  H2,
  /** For production. */
  POSTGRESQL;

  /** The dialect behind a connection. */
  public static SqlDialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "postgresql" -> POSTGRESQL;
      default ->
          throw new IllegalStateException("Matrix EE cannot use the database " + product + ".");
    };
  }

  /** The folder of its own migration scripts. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of byte strings. */
  public String bytesType() {
    return this == H2 ? "varbinary" : "bytea";
  }

  /**
   * The type of text. PostgreSQL's default collation follows some language and compares slowly; ids
   * are compared by their bytes.
   */
  public String textType() {
    return this == H2 ? "varchar" : "varchar collate \"C\"";
  }

  /**
   * What follows a table's name: H2's planner must be told its index. PostgreSQL's needs no help.
   */
  public String index(String name) {
    return this == H2 ? " use index (" + name + ")" : "";
  }

  /**
   * What follows a query of rows that must not be deleted before the transaction ends. On
   * PostgreSQL several transactions may hold the same row in this way.
   */
  public String keepingRows() {
    return this == H2 ? " for update" : " for key share";
  }

  /** A query for the next value of a sequence. */
  String nextValue(String sequence) {
    return this == H2 ? "select next value for " + sequence : "select nextval('" + sequence + "')";
  }

  /**
   * Inserts a row, unless its key is taken: by a transaction that committed, or by one that runs
   * and then commits, for whose end this waits.
   *
   * @param statement a whole {@code insert ... values} statement
   * @return whether the row is in
   */
  public boolean insertIfAbsent(
      Connection connection, String statement, @Nullable Object... parameters) throws SQLException {
    String sql = this == POSTGRESQL ? statement + " on conflict do nothing" : statement;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        insert.setObject(i + 1, parameters[i]);
      }
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      // H2 undoes the failed statement only, and the transaction goes on.
      if (this == H2 && "23505".equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
