package org.matrixee.store.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * Hands out numbers for new rows.
 *
 * <p>They come from one sequence in blocks, so that a number costs no statement. A sequence takes
 * no part in transactions: what a rolled-back transaction took is lost, and never given again.
 */
@ApplicationScoped
public class NidAllocator {
  /** The sequence's increment. */
  private static final int BLOCK = 1000;

  private Database database;
  private long next;
  private long end;

  /** Takes numbers from a database. */
  @Inject
  public NidAllocator(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected NidAllocator() {}

  /** Numbers in rising order. Needs a running transaction. */
  public synchronized long[] take(int count) {
    long[] nids = new long[count];
    for (int i = 0; i < count; i++) {
      if (next == end) {
        next = nextBlock();
        end = next + BLOCK;
      }
      nids[i] = next++;
    }
    return nids;
  }

  private long nextBlock() {
    String query = database.dialect().nextValue("nid_seq");
    return database.sql(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
