package org.matrixee.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.store.StaleWriteException;

/**
 * Rows of several tables, written in one round trip: PostgreSQL gets a single statement whose parts
 * are common table expressions. Measured with 32 events, this is one and a half times as fast as a
 * statement, or a rewritten JDBC batch, for each table.
 *
 * <p>The parts all see the database as it was before: no two may write the same row.
 */
public final class WriteBatch {
  private final List<Part> parts = new ArrayList<>();

  /**
   * Rows of one table.
   *
   * @param complete whether each row must find its place
   */
  private record Part(TableWriter writer, List<@Nullable Object[]> rows, boolean complete) {}

  /** Adds rows of one table; none is fine. */
  public WriteBatch add(TableWriter writer, List<@Nullable Object[]> rows) {
    return add(new Part(writer, rows, false));
  }

  /** Adds rows that count only together: if one does not find its place, none is written. */
  public WriteBatch addAllOrNone(TableWriter writer, List<@Nullable Object[]> rows) {
    return add(new Part(writer, rows, true));
  }

  private WriteBatch add(Part part) {
    if (!part.rows().isEmpty()) {
      parts.add(part);
    }
    return this;
  }

  /**
   * Writes them all; nothing to write costs nothing.
   *
   * @throws StaleWriteException if a row that had to did not find its place; the transaction must
   *     be rolled back then
   */
  public void write(Database database) {
    if (parts.isEmpty()) {
      return;
    }
    SqlDialect dialect = database.dialect();
    boolean complete =
        database.sql(
            connection ->
                dialect == SqlDialect.POSTGRESQL
                    ? writeAtOnce(connection)
                    : writeOneByOne(connection));
    if (!complete) {
      throw new StaleWriteException();
    }
  }

  private boolean writeOneByOne(Connection connection) throws SQLException {
    boolean complete = true;
    for (Part part : parts) {
      int written = part.writer().writeToH2(connection, part.rows());
      complete &= !part.complete() || written == part.rows().size();
    }
    return complete;
  }

  private boolean writeAtOnce(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(statement())) {
      int parameter = 1;
      for (Part part : parts) {
        parameter = part.writer().setArrays(connection, statement, parameter, part.rows());
      }
      try (ResultSet written = statement.executeQuery()) {
        written.next();
        return written.getLong(1)
            == parts.stream().filter(Part::complete).mapToLong(part -> part.rows().size()).sum();
      }
    }
  }

  /** All parts, and how many rows of those parts were written that must be complete. */
  private String statement() {
    StringBuilder sql = new StringBuilder();
    StringBuilder counts = new StringBuilder("0");
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      sql.append(i == 0 ? "with w" : ", w").append(i).append(" as (");
      sql.append(part.writer().postgresql());
      if (part.complete()) {
        sql.append(" returning 1");
        counts.append(" + (select count(*) from w").append(i).append(')');
      }
      sql.append(')');
    }
    return sql.append(" select ").append(counts).toString();
  }
}
