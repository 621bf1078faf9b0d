package org.matrixee.store.profile.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.profile.ProfileFieldStore;

/** Fields of profiles in the table {@code profile_field}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaProfileFieldStore implements ProfileFieldStore {
  private static final TableWriter FIELDS =
      TableWriter.replacing(
          "profile_field", 2, Column.text("user_id"), Column.text("name"), Column.bytes("body"));

  private Database database;

  @Inject
  JpaProfileFieldStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaProfileFieldStore() {}

  @Override
  public void lock(UserId user) {
    database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select user_id from account where user_id = ? for update")) {
            statement.setString(1, user.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  @Override
  public Map<String, JsonText> all(UserId user) {
    return database.sql(
        connection -> {
          Map<String, JsonText> fields = new TreeMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select name, body from profile_field where user_id = ?")) {
            statement.setString(1, user.value());
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                fields.put(row.getString(1), JsonText.ofOwned(row.getBytes(2)));
              }
            }
          }
          return fields;
        });
  }

  @Override
  public void put(UserId user, String name, JsonText value) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {user.value(), name, value.sharedBytes()});
    FIELDS.write(database, rows);
  }

  @Override
  public boolean delete(UserId user, String name) {
    return database
            .entities()
            .createQuery(
                "delete from ProfileFieldEntity f where f.userId = :user and f.name = :name")
            .setParameter("user", user.value())
            .setParameter("name", name)
            .executeUpdate()
        > 0;
  }

  @Override
  public void deleteOf(UserId user) {
    database
        .entities()
        .createQuery("delete from ProfileFieldEntity f where f.userId = :user")
        .setParameter("user", user.value())
        .executeUpdate();
  }
}
