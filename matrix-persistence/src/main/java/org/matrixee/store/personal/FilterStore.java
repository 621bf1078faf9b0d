package org.matrixee.store.personal;

import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/**
 * Filters that clients have uploaded. Every method needs a running transaction.
 *
 * <p>Spec: client-server, "Filtering".
 */
public interface FilterStore {
  /**
   * Keeps a filter; one that is there already stays as it is.
   *
   * @param id made from the filter, so that it is the same for the same one
   */
  void put(UserId user, String id, JsonText filter);

  /** A user's filter. */
  Optional<JsonText> find(UserId user, String id);
}
