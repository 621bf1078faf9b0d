package org.matrixee.store.jpa;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of one table are written by one statement.
 *
 * <p>PostgreSQL gets one array for each column and unnests them: the statement's text does not
 * depend on the number of rows, so it is planned once, and it needs no special parameter in the
 * JDBC URL as rewritten batches do. H2 runs in our own process and gets an ordinary batch.
 */
public final class TableWriter {
  private final List<Column> columns;
  private final String postgresql;
  private final String h2;

  /** The columns in the order of H2's parameters. */
  private final List<Integer> h2Order;

  /** Arrays shorter than this get null rows, which are no row's key; see {@link Database}. */
  private final int minLength;

  private TableWriter(
      List<Column> columns, String postgresql, String h2, List<Integer> h2Order, int minLength) {
    this.columns = columns;
    this.postgresql = postgresql;
    this.h2 = h2;
    this.h2Order = h2Order;
    this.minLength = minLength;
  }

  /** Writes new rows; a key that is taken is an error. */
  public static TableWriter inserting(String table, Column... columns) {
    List<Column> all = List.of(columns);
    return new TableWriter(
        all,
        "insert into " + into(table, all) + " select * from " + unnest(all),
        "insert into " + into(table, all) + values(all),
        order(all, 0),
        0);
  }

  /**
   * Writes rows that replace those with the same key. A key must not be twice in one call.
   *
   * @param keyLength how many of the columns, from the first on, are the key
   */
  public static TableWriter replacing(String table, int keyLength, Column... columns) {
    List<Column> all = List.of(columns);
    String key = names(all.subList(0, keyLength));
    String changes =
        all.subList(keyLength, all.size()).stream()
            .map(column -> column.name() + " = excluded." + column.name())
            .collect(joining(", "));
    return new TableWriter(
        all,
        "insert into "
            + into(table, all)
            + " select * from "
            + unnest(all)
            + " on conflict ("
            + key
            + ") do update set "
            + changes,
        "merge into " + into(table, all) + " key (" + key + ")" + values(all),
        order(all, 0),
        0);
  }

  /**
   * Writes new rows; one whose key is taken is left out.
   *
   * @param keyLength how many of the columns, from the first on, are the key
   */
  public static TableWriter claiming(String table, int keyLength, Column... columns) {
    List<Column> all = List.of(columns);
    List<Column> key = all.subList(0, keyLength);
    return new TableWriter(
        all,
        "insert into "
            + into(table, all)
            + " select * from "
            + unnest(all)
            + " on conflict ("
            + names(key)
            + ") do nothing",
        "merge into "
            + table
            + " t using (select "
            + all.stream().map(TableWriter::parameter).collect(joining(", "))
            + ") u on "
            + key.stream().map(c -> "t." + c.name() + " = u." + c.name()).collect(joining(" and "))
            + " when not matched then insert ("
            + names(all)
            + ") values ("
            + all.stream().map(c -> "u." + c.name()).collect(joining(", "))
            + ")",
        order(all, 0),
        0);
  }

  /**
   * Overwrites the rows with the given keys and adds one to the last column of the key; a row whose
   * key is not there is left out.
   *
   * @param keyLength how many of the columns, from the first on, are the key
   */
  public static TableWriter advancing(String table, int keyLength, Column... columns) {
    String counter = columns[keyLength - 1].name();
    return updating(table, keyLength, counter + " = t." + counter + " + 1, ", columns);
  }

  private static String parameter(Column column) {
    return "cast(? as " + column.kind().sqlName() + ") as " + column.name();
  }

  /**
   * Overwrites the rows with the given keys, which must be there.
   *
   * @param keyLength how many of the columns, from the first on, are the key
   */
  public static TableWriter updating(String table, int keyLength, Column... columns) {
    return updating(table, keyLength, "", columns);
  }

  private static TableWriter updating(
      String table, int keyLength, String change, Column... columns) {
    List<Column> all = List.of(columns);
    List<Column> key = all.subList(0, keyLength);
    List<Column> others = all.subList(keyLength, all.size());
    return new TableWriter(
        all,
        "update "
            + table
            + " t set "
            + change
            + others.stream().map(c -> c.name() + " = u." + c.name()).collect(joining(", "))
            + " from "
            + unnest(all)
            + " as u("
            + names(all)
            + ") where "
            + key.stream().map(c -> "t." + c.name() + " = u." + c.name()).collect(joining(" and ")),
        "update "
            + table
            + " t set "
            + change
            + others.stream().map(c -> c.name() + " = ?").collect(joining(", "))
            + " where "
            + key.stream().map(c -> c.name() + " = ?").collect(joining(" and ")),
        order(all, keyLength),
        Database.SUPPOSED_LENGTH);
  }

  /** Writes rows; none is fine, and costs nothing. */
  public void write(Database database, List<@Nullable Object[]> rows) {
    new WriteBatch().add(this, rows).write(database);
  }

  String postgresql() {
    return postgresql;
  }

  /** Sets our arrays as parameters; gives the number of the next parameter. */
  int setArrays(
      Connection connection, PreparedStatement statement, int first, List<@Nullable Object[]> rows)
      throws SQLException {
    int parameter = first;
    for (int i = 0; i < columns.size(); i++) {
      Column.Kind kind = columns.get(i).kind();
      @Nullable Object[] values = kind.newArray(Math.max(minLength, rows.size()));
      for (int row = 0; row < rows.size(); row++) {
        values[row] = rows.get(row)[i];
      }
      statement.setArray(parameter++, connection.createArrayOf(kind.sqlName(), values));
    }
    return parameter;
  }

  /** Says how many rows were written. */
  int writeToH2(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(h2)) {
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          statement.setObject(i + 1, row[h2Order.get(i)]);
        }
        statement.addBatch();
      }
      return IntStream.of(statement.executeBatch()).sum();
    }
  }

  /** The columns from {@code first} on, and then those before. */
  private static List<Integer> order(List<Column> columns, int first) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      order.add((first + i) % columns.size());
    }
    return order;
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
        .collect(joining(", ", "unnest(", ")"));
  }
}
