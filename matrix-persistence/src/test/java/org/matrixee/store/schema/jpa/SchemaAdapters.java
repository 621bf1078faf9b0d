package org.matrixee.store.schema.jpa;

import jakarta.persistence.EntityManager;
import javax.sql.DataSource;
import org.matrixee.store.schema.SchemaMigration;

/** Opens this package's adapter to tests without a container. */
public final class SchemaAdapters {
  private SchemaAdapters() {}

  public static SchemaMigration migration(EntityManager entities, DataSource dataSource) {
    return new JpaSchemaMigration(entities, dataSource);
  }
}
