package org.matrixee.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.json.JsonText;

/** Single statements of plain SQL. A collection of texts is one parameter, for {@code = any(?)}. */
public final class PlainSql {
  private PlainSql() {}

  /**
   * Reads one row.
   *
   * @param <T> what of it
   */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Reads the current row. */
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of a query. */
  public static <T> List<T> rows(
      Database database, String query, RowReader<T> reader, @Nullable Object... parameters) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement = prepare(connection, query, parameters);
              ResultSet row = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (row.next()) {
              found.add(reader.read(row));
            }
            return found;
          }
        });
  }

  /** Changes rows; says how many. */
  public static int change(Database database, String change, @Nullable Object... parameters) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement = prepare(connection, change, parameters)) {
            return statement.executeUpdate();
          }
        });
  }

  /** A JSON text in a column of bytes. */
  public static JsonText json(ResultSet row, int column) throws SQLException {
    return JsonText.ofOwned(row.getBytes(column));
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      @Nullable Object parameter = parameters[i];
      if (parameter instanceof Collection<?> texts) {
        List<String> values = texts.stream().map(String::valueOf).toList();
        statement.setArray(i + 1, Database.texts(connection, values));
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
    return statement;
  }
}
