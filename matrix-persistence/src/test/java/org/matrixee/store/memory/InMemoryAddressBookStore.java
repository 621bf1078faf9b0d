package org.matrixee.store.memory;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.addressbook.AddressBookStore;

/** Address books in memory. */
final class InMemoryAddressBookStore implements AddressBookStore {
  private final InMemoryStores stores;

  InMemoryAddressBookStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<JsonText> find(UserId user) {
    return Optional.ofNullable(stores.tables().addressBooks.get(user));
  }

  @Override
  public JsonText change(UserId user, UnaryOperator<JsonText> change, long nowTs) {
    JsonText contacts = change.apply(find(user).orElseGet(() -> JsonText.of("{}")));
    stores.tables().journal.put(stores.tables().addressBooks, user, contacts);
    return contacts;
  }

  @Override
  public boolean delete(UserId user) {
    return stores.tables().journal.remove(stores.tables().addressBooks, user);
  }
}
