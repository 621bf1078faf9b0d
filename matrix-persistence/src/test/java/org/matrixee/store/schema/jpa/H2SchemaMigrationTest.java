package org.matrixee.store.schema.jpa;

import javax.sql.DataSource;
import org.matrixee.store.jpa.TestDatabases;

class H2SchemaMigrationTest implements SchemaMigrationContract {
  @Override
  public DataSource emptyDatabase() {
    return TestDatabases.h2();
  }
}
