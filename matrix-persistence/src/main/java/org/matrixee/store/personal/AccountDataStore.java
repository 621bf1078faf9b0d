package org.matrixee.store.personal;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.id.UserId;

/** Account data. Every method needs a running transaction. */
public interface AccountDataStore {
  /** Sets data of a user; what the user has of the same type and room is replaced. */
  void put(UserId user, AccountDatum datum);

  /** A piece of data. */
  Optional<AccountDatum> find(UserId user, long roomNid, String type);

  /**
   * The same, for a change of it: other transactions that come for a user's data wait until this
   * one ends.
   */
  Optional<AccountDatum> findForChange(UserId user, long roomNid, String type);

  /**
   * What a user set in a stretch of the stream, the oldest first.
   *
   * @param after the position after which to begin; negative for all
   */
  List<AccountDatum> changed(UserId user, long after, long upTo);
}
