package org.matrixee.model.id;

import java.util.regex.Pattern;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * The name of a home server: a DNS name or IP literal with an optional port.
 *
 * <p>Spec: appendices, "Server name". 2014: "domain", architecture.
 *
 * @param value the name, as written
 */
public record ServerName(String value) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?:[0-9A-Za-z.-]{1,230}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

  /** Checks the grammar of the specification. */
  public ServerName {
    if (!SYNTAX.matcher(value).matches()) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, "This is not a valid server name.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
