package org.matrixee.store.account;

import java.util.List;
import org.matrixee.model.account.IdentityBinding;

/** Links that identity servers have yet to be told of. Every method needs a running transaction. */
public interface IdentityBindingStore {
  /**
   * A link on its way.
   *
   * @param nid its number
   * @param tries how often it was tried, this time included
   */
  record Due(long nid, IdentityBinding binding, int tries) {}

  /** Keeps a link, to be told at once. */
  void add(IdentityBinding binding);

  /**
   * Takes links whose time has come, oldest first. Their next time is put off, so that nobody else
   * takes them meanwhile; one that is never {@link #delete deleted} comes again then.
   *
   * @param firstDelayMs how long the first try puts it off, ms; each further one doubles it
   * @param longestDelayMs the most that it is put off
   */
  List<Due> take(long nowTs, int limit, long firstDelayMs, long longestDelayMs);

  /** Forgets a link: the identity server knows it, or never will. */
  void delete(long nid);
}
