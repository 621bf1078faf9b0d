package org.matrixee.store.schema;

/** Brings the database schema up to date, and checks that the mapping fits it. */
public interface SchemaMigration {
  /**
   * Migrates, then lets Hibernate validate.
   *
   * @throws IllegalStateException with a sentence for the admin if the schema is newer than this
   *     server, or a script fails
   */
  void migrate();

  /** Whether {@link #migrate} has finished well. */
  boolean isCurrent();
}
