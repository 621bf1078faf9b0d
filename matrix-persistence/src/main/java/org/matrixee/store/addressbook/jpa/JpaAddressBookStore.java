package org.matrixee.store.addressbook.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.addressbook.AddressBookStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;

/** Address books in the table {@code address_book}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaAddressBookStore implements AddressBookStore {
  private static final byte[] NONE = "{}".getBytes(StandardCharsets.US_ASCII);

  private Database database;

  @Inject
  JpaAddressBookStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaAddressBookStore() {}

  @Override
  public Optional<JsonText> find(UserId user) {
    return Optional.ofNullable(database.entities().find(AddressBookEntity.class, user.value()))
        .map(entity -> JsonText.ofOwned(entity.contacts.clone()));
  }

  @Override
  public JsonText change(UserId user, UnaryOperator<JsonText> change, long nowTs) {
    SqlDialect dialect = database.dialect();
    database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into address_book (user_id, changed_ts, contacts) values (?, ?, ?)",
                user.value(),
                nowTs,
                NONE));
    AddressBookEntity entity =
        Objects.requireNonNull(
            database
                .entities()
                .find(AddressBookEntity.class, user.value(), LockModeType.PESSIMISTIC_WRITE),
            "the row just made");
    JsonText contacts = change.apply(JsonText.ofOwned(entity.contacts.clone()));
    entity.contacts = contacts.sharedBytes().clone();
    entity.changedTs = nowTs;
    return contacts;
  }

  @Override
  public boolean delete(UserId user) {
    return database
            .entities()
            .createQuery("delete from AddressBookEntity b where b.userId = :user")
            .setParameter("user", user.value())
            .executeUpdate()
        > 0;
  }
}
