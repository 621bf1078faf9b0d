package org.matrixee.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the API.
 *
 * @param method the HTTP method
 * @param template the path, with names of parameters in braces
 * @param file where the specification has it
 * @param key its key among the paths of that file
 */
record Operation(String method, String template, String file, String key) {

  Place description() {
    return Place.of(file).at("paths", key, method.toLowerCase(Locale.ROOT));
  }

  /** The parameters of a kind: {@code path}, {@code query} or {@code header}. */
  List<Place> parameters(String kind) {
    Place all = description().at("parameters");
    List<Place> found = new ArrayList<>();
    for (int i = 0; i < all.node().size(); i++) {
      Place parameter = all.at(Integer.toString(i));
      if (parameter.node().path("in").asText().equals(kind)) {
        found.add(parameter);
      }
    }
    return found;
  }

  /** All schemas that this operation's exchanges are held against. */
  List<Place> schemas() {
    List<Place> schemas = new ArrayList<>();
    for (String kind : List.of("path", "query")) {
      parameters(kind).forEach(parameter -> schemas.add(parameter.below("schema")));
    }
    schemas.add(json(description().at("requestBody")));
    for (var answer : description().at("responses").node().properties()) {
      schemas.add(json(description().at("responses", answer.getKey())));
    }
    schemas.removeIf(schema -> !schema.exists());
    return schemas;
  }

  /** The schema of a body in JSON. */
  static Place json(Place holder) {
    return holder.at("content", "application/json").below("schema");
  }

  /**
   * The values of the path's parameters, if this is the path of this operation.
   *
   * @param segments the decoded segments of a path
   * @return null if it is not
   */
  @Nullable Map<String, String> match(List<String> segments) {
    List<String> own = segments(template);
    if (own.size() != segments.size() && !mayLackItsKey(own, segments)) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String name = own.get(i);
      if (name.startsWith("{")) {
        values.put(name.substring(1, name.length() - 1), segments.get(i));
      } else if (!name.equals(segments.get(i))) {
        return null;
      }
    }
    return values;
  }

  /** v1.19: "When an empty string, the trailing slash on this endpoint is optional." */
  private static boolean mayLackItsKey(List<String> own, List<String> segments) {
    return own.get(own.size() - 1).equals("{stateKey}") && segments.size() == own.size() - 1;
  }

  /** How many segments are fixed: of two operations that match, the one with more is meant. */
  int fixedSegments() {
    return (int) segments(template).stream().filter(segment -> !segment.startsWith("{")).count();
  }

  /** The segments of a path; one slash at the end makes no difference. */
  static List<String> segments(String path) {
    return List.of((path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/"));
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
