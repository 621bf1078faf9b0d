package org.matrixee.store.profile;

import java.util.Map;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/**
 * What users say about themselves beside name and picture, which are with the account. Every method
 * needs a running transaction.
 */
public interface ProfileFieldStore {
  /**
   * Makes other changes of the user's profile wait for the end of the transaction, so that nobody
   * adds to it between the look at its size and the change.
   */
  void lock(UserId user);

  /** A user's fields, sorted by name; JSON values of any kind. */
  Map<String, JsonText> all(UserId user);

  /** Sets a field. */
  void put(UserId user, String name, JsonText value);

  /** Removes a field; false if there is none. */
  boolean delete(UserId user, String name);

  /** Removes all fields of a user. */
  void deleteOf(UserId user);
}
