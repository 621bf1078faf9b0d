package org.matrixee.model.account;

/** What the stages of a session lead to. */
public enum LoginPurpose {
  /** A new token for an account that exists. */
  LOGIN,
  /** A new account. */
  REGISTER,
  /** One operation of the current API: its interactive authentication. */
  OPERATION,
  /** A browser's way through single sign-on, for a client of the current API. */
  SIGN_ON
}
