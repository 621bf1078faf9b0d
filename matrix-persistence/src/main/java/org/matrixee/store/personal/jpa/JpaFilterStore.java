package org.matrixee.store.personal.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.personal.FilterStore;

/** Filters in the table {@code event_filter}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaFilterStore implements FilterStore {
  private Database database;

  @Inject
  JpaFilterStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaFilterStore() {}

  @Override
  public void put(UserId user, String id, JsonText filter) {
    SqlDialect dialect = database.dialect();
    database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into event_filter (user_id, filter_id, body) values (?, ?, ?)",
                user.value(),
                id,
                filter.sharedBytes()));
  }

  @Override
  public Optional<JsonText> find(UserId user, String id) {
    @Nullable FilterEntity row =
        database.entities().find(FilterEntity.class, new FilterEntity.Key(user.value(), id));
    return Optional.ofNullable(row).map(found -> JsonText.ofOwned(found.body.clone()));
  }
}
