package org.matrixee.server.federation.remote;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** An answer as it came. */
final class WireAnswer {
  private final int status;
  private final byte[] body;
  private final @Nullable X509Certificate certificate;

  /** Takes over the bytes. */
  WireAnswer(int status, byte[] body, @Nullable X509Certificate certificate) {
    this.status = status;
    this.body = body;
    this.certificate = certificate;
  }

  int status() {
    return status;
  }

  /** Not to be changed. */
  byte[] body() {
    return body;
  }

  /** What the other side has shown; null if that is not known. */
  @Nullable X509Certificate certificate() {
    return certificate;
  }

  WireAnswer shownBy(@Nullable X509Certificate shown) {
    return new WireAnswer(status, body, shown);
  }
}
