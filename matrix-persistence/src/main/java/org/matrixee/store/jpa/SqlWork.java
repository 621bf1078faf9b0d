package org.matrixee.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work on the connection of the running transaction.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface SqlWork<T> {
  /** Does the work; must neither commit nor close. */
  T run(Connection connection) throws SQLException;
}
