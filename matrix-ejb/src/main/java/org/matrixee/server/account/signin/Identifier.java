package org.matrixee.server.account.signin;

/**
 * Whom a client names that logs in.
 *
 * <p>v1.19: Client-Server API, "Identifier types".
 */
public sealed interface Identifier {
  /** {@code m.id.user}: a full user ID, or its localpart. */
  record User(String user) implements Identifier {}

  /** {@code m.id.thirdparty} and {@code m.id.phone}: an address of the user outside Matrix. */
  record Address(String medium, String address) implements Identifier {
    /** Leaves the address out: it is nobody's business. */
    @Override
    public String toString() {
      return "Address[" + medium + "]";
    }
  }
}
