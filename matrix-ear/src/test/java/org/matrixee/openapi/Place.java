package org.matrixee.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * A place in the specification's data.
 *
 * @param file the file, by its name from the root
 * @param pointer where in the file, as a JSON pointer
 * @param node what is there; a missing node if nothing is
 */
record Place(String file, String pointer, JsonNode node) {
  static Place of(String file) {
    return new Place(file, "", SpecFiles.read(file));
  }

  /** What is at some keys below, with references followed, the last one too. */
  Place at(String... keys) {
    Place place = this;
    for (String key : keys) {
      place = place.below(key).followed();
    }
    return place;
  }

  /** What is at a key below, with a reference left as it is. */
  Place below(String key) {
    String escaped = key.replace("~", "~0").replace("/", "~1");
    JsonNode child = node.isArray() ? node.path(Integer.parseInt(key)) : node.path(key);
    return new Place(file, pointer + "/" + escaped, child);
  }

  private Place followed() {
    Place place = this;
    while (place.node.path("$ref").isTextual()) {
      place = place.target(place.node.path("$ref").asText());
    }
    return place;
  }

  private Place target(String reference) {
    int hash = reference.indexOf('#');
    String name = hash < 0 ? reference : reference.substring(0, hash);
    String target =
        name.isEmpty() ? file : Path.of(file).resolveSibling(name).normalize().toString();
    String fragment = hash < 0 ? "" : reference.substring(hash + 1);
    return new Place(target, fragment, SpecFiles.read(target).at(JsonPointer.compile(fragment)));
  }

  boolean exists() {
    return !node.isMissingNode();
  }

  /** Where a schema is, as references in other schemas name it. */
  String iri() {
    return Schemas.BASE + file + (pointer.isEmpty() ? "" : "#" + pointer);
  }
}
