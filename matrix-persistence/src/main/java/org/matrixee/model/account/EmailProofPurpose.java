package org.matrixee.model.account;

/** What somebody proves an e-mail address for. A proof for one is none for another. */
public enum EmailProofPurpose {
  /** A new account. */
  REGISTER,
  /** A new password of an account that has the address. */
  PASSWORD,
  /** Adding the address to an account. */
  ADD
}
