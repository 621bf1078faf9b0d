package org.matrixee.store.schema.jpa;

import javax.sql.DataSource;
import org.matrixee.store.jpa.TestDatabases;

class PostgresSchemaMigrationTest implements SchemaMigrationContract {
  @Override
  public DataSource emptyDatabase() {
    return TestDatabases.postgres();
  }
}
