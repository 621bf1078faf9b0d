package org.matrixee.server.federation.edu;

import jakarta.json.JsonObject;
import org.matrixee.model.federation.Origin;

/** Takes the EDUs of one type. One bean for each type. */
public interface EduHandler {
  /** The {@code edu_type}. */
  String type();

  /**
   * Takes one. It may speak for users of the origin only, whatever it says inside; what it has no
   * right to say is ignored. Never called in a transaction; must not wait for anything long.
   *
   * @throws org.matrixee.model.error.MatrixException if the content makes no sense
   */
  void handle(Origin origin, JsonObject content);
}
