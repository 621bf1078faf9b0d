package org.matrixee.store.addressbook;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/** Users' address books. Every method needs a running transaction. */
public interface AddressBookStore {
  /** A user's contacts, a JSON object; empty if the user never wrote any. */
  Optional<JsonText> find(UserId user);

  /**
   * Changes a user's contacts. The book is held meanwhile: of two changes at once the later one
   * sees what the other wrote.
   *
   * @param change makes the new contacts from the present ones, an empty object if there are none
   * @return the new contacts
   */
  JsonText change(UserId user, UnaryOperator<JsonText> change, long nowTs);

  /** Forgets a user's contacts; false if there were none. */
  boolean delete(UserId user);
}
