package org.matrixee.model.account;

/**
 * A third-party id: an address of a person outside Matrix.
 *
 * <p>2014: specification, "Identity"; S-IDENT-02.
 *
 * @param medium such as {@code email}
 * @param address in its normalized form, see {@link EmailAddress}
 */
public record ThreePid(String medium, String address) {
  /** The medium of e-mail. */
  public static final String EMAIL = "email";

  /** Leaves the address out: it is nobody's business. */
  @Override
  public String toString() {
    return "ThreePid[" + medium + "]";
  }
}
