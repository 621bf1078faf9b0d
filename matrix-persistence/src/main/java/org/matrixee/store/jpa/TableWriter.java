package org.matrixee.store.jpa;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows of one table with one statement in one round trip.
 *
 * <p>PostgreSQL gets one array for each column and unnests them: the statement's text does not
 * depend on the number of rows, so it is planned once, and it needs no special parameter in the
 * JDBC URL as rewritten batches do. H2 runs in our own process and gets an ordinary batch.
 */
public final class TableWriter {
  private final List<Column> columns;
  private final String postgresql;
  private final String h2;

  private TableWriter(List<Column> columns, String postgresql, String h2) {
    this.columns = columns;
    this.postgresql = postgresql;
    this.h2 = h2;
  }

  /** A writer of new rows; a key that is taken is an error. */
  public static TableWriter inserting(String table, Column... columns) {
    List<Column> all = List.of(columns);
    return new TableWriter(
        all,
        "insert into " + into(table, all) + unnest(all),
        "insert into " + into(table, all) + values(all));
  }

  /**
   * A writer of rows that replace those with the same key. A key must not be twice in one call.
   *
   * @param keyLength how many of the columns, from the first on, are the key
   */
  public static TableWriter replacing(String table, int keyLength, Column... columns) {
    List<Column> all = List.of(columns);
    String key = names(all.subList(0, keyLength));
    String updates =
        all.subList(keyLength, all.size()).stream()
            .map(column -> column.name() + " = excluded." + column.name())
            .collect(joining(", "));
    return new TableWriter(
        all,
        "insert into "
            + into(table, all)
            + unnest(all)
            + " on conflict ("
            + key
            + ") do update set "
            + updates,
        "merge into " + into(table, all) + " key (" + key + ")" + values(all));
  }

  /** Writes rows; none is fine, and costs nothing. */
  public void write(Database database, List<@Nullable Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    SqlDialect dialect = database.dialect();
    database.sql(
        connection -> {
          if (dialect == SqlDialect.POSTGRESQL) {
            writeArrays(connection, rows);
          } else {
            writeBatch(connection, rows);
          }
          return rows.size();
        });
  }

  private void writeArrays(Connection connection, List<@Nullable Object[]> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(postgresql)) {
      for (int i = 0; i < columns.size(); i++) {
        Column.Kind kind = columns.get(i).kind();
        Object[] values = kind.newArray(rows.size());
        for (int row = 0; row < values.length; row++) {
          values[row] = rows.get(row)[i];
        }
        statement.setArray(i + 1, connection.createArrayOf(kind.sqlName(), values));
      }
      statement.executeUpdate();
    }
  }

  private void writeBatch(Connection connection, List<@Nullable Object[]> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(h2)) {
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static String into(String table, List<Column> columns) {
    return table + " (" + names(columns) + ")";
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(joining(", "));
  }

  private static String values(List<Column> columns) {
    return columns.stream().map(column -> "?").collect(joining(", ", " values (", ")"));
  }

  private static String unnest(List<Column> columns) {
    return columns.stream()
        .map(column -> "?::" + column.kind().sqlName() + "[]")
        .collect(joining(", ", " select * from unnest(", ")"));
  }
}
