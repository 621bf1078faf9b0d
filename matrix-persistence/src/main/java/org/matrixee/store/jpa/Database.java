package org.matrixee.store.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The database of the running transaction: entities, and plain SQL on the same connection. */
@ApplicationScoped
public class Database {
  /** PostgreSQL's guess of the length of an array. */
  static final int SUPPOSED_LENGTH = 10;

  private EntityManager entities;
  private volatile @Nullable SqlDialect dialect;

  /** Works through an entity manager that finds the running transaction itself. */
  @Inject
  public Database(EntityManager entities) {
    this.entities = entities;
  }

  /** For the container's proxy. */
  protected Database() {}

  /** The entity manager of the running transaction. */
  public EntityManager entities() {
    return entities;
  }

  /**
   * Runs SQL on the connection of the running transaction.
   *
   * @throws org.hibernate.HibernateException if the database refuses it
   */
  public <T> T sql(SqlWork<T> work) {
    return entities.unwrap(Session.class).doReturningWork(work::run);
  }

  /** What kind of database it is. */
  public SqlDialect dialect() {
    SqlDialect known = dialect;
    if (known == null) {
      known = sql(SqlDialect::of);
      dialect = known;
    }
    return known;
  }

  /** Numbers as one parameter, for {@code = any(?)}. */
  public static Array numbers(Connection connection, Collection<Long> values) throws SQLException {
    return connection.createArrayOf("bigint", values.toArray(new Long[0]));
  }

  /** Numbers as one parameter for {@code key = any(?)}, where the key finds one row each. */
  public static Array numberKeys(Connection connection, Collection<Long> keys) throws SQLException {
    return connection.createArrayOf("bigint", padded(keys).toArray(new Long[0]));
  }

  /** Texts as one parameter, for {@code = any(?)}. */
  public static Array texts(Connection connection, Collection<String> values) throws SQLException {
    return connection.createArrayOf("varchar", values.toArray(new String[0]));
  }

  /** Texts as one parameter for {@code key = any(?)}, where the key finds one row each. */
  public static Array textKeys(Connection connection, Collection<String> keys) throws SQLException {
    return connection.createArrayOf("varchar", padded(keys).toArray(new String[0]));
  }

  /** Byte strings as one parameter for {@code key = any(?)}, where the key finds one row each. */
  public static Array byteKeys(Connection connection, Collection<byte[]> keys) throws SQLException {
    return connection.createArrayOf("bytea", padded(keys).toArray(new byte[0][]));
  }

  /** UUIDs as one parameter, for {@code = any(?)}. */
  public static Array uuids(Connection connection, Collection<UUID> values) throws SQLException {
    return connection.createArrayOf("uuid", values.toArray(new UUID[0]));
  }

  /**
   * Repeats the last value up to the length that PostgreSQL supposes of an array it does not see.
   * With fewer it finds that a plan for just these values is cheaper, and plans every time, which
   * takes longer than the look-up.
   */
  private static <T> List<T> padded(Collection<T> values) {
    List<T> padded = new ArrayList<>(values);
    while (!padded.isEmpty() && padded.size() < SUPPOSED_LENGTH) {
      padded.add(padded.get(padded.size() - 1));
    }
    return padded;
  }
}
