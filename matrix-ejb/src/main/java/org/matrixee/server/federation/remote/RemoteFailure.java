package org.matrixee.server.federation.remote;

import org.matrixee.model.id.ServerName;

/** Another server could not be asked, or gave no answer that HTTP knows. Carries no stack trace. */
public final class RemoteFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** With a sentence for the log and for the user. */
  public RemoteFailure(ServerName server, Kind kind, String sentence) {
    super(server + ": " + sentence, null, false, false);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** Kinds of failures, by what to do next. */
  public enum Kind {
    /** The name has no address: a mistyped name, or a server that is gone. */
    UNKNOWN_NAME,
    /** The settings forbid contact: federation is off, the server or its address is not allowed. */
    NOT_ALLOWED,
    /** No connection, an untrusted certificate, or the connection ended too early. */
    UNREACHABLE,
    /** No whole answer in time. */
    TIMEOUT,
    /** An answer over the limit. */
    TOO_LARGE
  }
}
