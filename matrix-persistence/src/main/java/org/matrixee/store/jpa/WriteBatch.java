package org.matrixee.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several tables, written in one round trip: PostgreSQL gets a single statement whose parts
 * are common table expressions. Measured with 32 events, this is one and a half times as fast as a
 * statement, or a rewritten JDBC batch, for each table.
 *
 * <p>The parts all see the database as it was before: no two may write the same row.
 */
public final class WriteBatch {
  private final List<Part> parts = new ArrayList<>();

  private record Part(TableWriter writer, List<@Nullable Object[]> rows) {}

  /** Adds rows of one table; none is fine. */
  public WriteBatch add(TableWriter writer, List<@Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      parts.add(new Part(writer, rows));
    }
    return this;
  }

  /** Writes them all; nothing to write costs nothing. */
  public void write(Database database) {
    if (parts.isEmpty()) {
      return;
    }
    SqlDialect dialect = database.dialect();
    database.sql(
        connection -> {
          if (dialect == SqlDialect.POSTGRESQL) {
            writeAtOnce(connection);
          } else {
            for (Part part : parts) {
              part.writer().writeToH2(connection, part.rows());
            }
          }
          return parts.size();
        });
  }

  private void writeAtOnce(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(statement())) {
      int parameter = 1;
      for (Part part : parts) {
        parameter = part.writer().setArrays(connection, statement, parameter, part.rows());
      }
      statement.executeUpdate();
    }
  }

  private String statement() {
    int last = parts.size() - 1;
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < last; i++) {
      sql.append(i == 0 ? "with w" : ", w").append(i).append(" as (");
      sql.append(parts.get(i).writer().postgresql()).append(')');
    }
    return sql.append(' ').append(parts.get(last).writer().postgresql()).toString();
  }
}
