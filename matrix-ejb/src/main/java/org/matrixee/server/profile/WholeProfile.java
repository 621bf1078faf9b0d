package org.matrixee.server.profile;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.matrixee.model.json.JsonText;

/**
 * Everything that a user says about himself.
 *
 * @param others the fields beside name and picture, by name; JSON values of any kind
 */
public record WholeProfile(Profile profile, Map<String, JsonText> others) {
  /** Copies the map, sorted. */
  public WholeProfile {
    others = Collections.unmodifiableMap(new TreeMap<>(others));
  }
}
