package org.matrixee.server.config;

/** What happens when somebody who proves himself elsewhere first comes, and his name is taken. */
public enum NameTaken {
  /** He is refused, and told why. */
  REFUSE,
  /** He gets the name with a number after it. */
  NUMBER,
  /**
   * He gets the account. Only right where nobody else could have made it: with closed registration,
   * or for accounts that an administrator made.
   */
  LINK
}
