package org.matrixee.openapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All operations of the client-server API. They are found by the lines of the files alone, since
 * parsing all of them takes longer than most tests need.
 */
final class Operations {
  private static final Pattern SECTION = Pattern.compile("[a-z]+:");
  private static final Pattern PATH = Pattern.compile("  \"?(/[^\":]*)\"?:");
  private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete|options):");
  private static final Pattern BASE = Pattern.compile("        default: (/.*)");

  /** The prefixes that this server serves like those of the data. */
  private static final Map<String, String> OLD =
      Map.of(
          "/_matrix/client/r0/", "/_matrix/client/v3/",
          "/_matrix/media/v1/", "/_matrix/media/v3/",
          "/_matrix/media/r0/", "/_matrix/media/v3/");

  private static final List<Operation> ALL = read();

  private Operations() {}

  static List<Operation> all() {
    return ALL;
  }

  /** The operation with this path, in braces the names of its parameters. */
  static Optional<Operation> named(String method, String template) {
    return ALL.stream()
        .filter(operation -> operation.method().equals(method))
        .filter(operation -> operation.template().equals(template))
        .findFirst();
  }

  /**
   * The operations that a request may be for; none if the specification has none, and two where it
   * describes two forms of one.
   */
  static List<Operation> of(String method, String rawPath) {
    List<String> segments;
    try {
      segments = decoded(rawPath);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    List<Operation> matching =
        ALL.stream()
            .filter(operation -> operation.method().equals(method))
            .filter(operation -> operation.match(segments) != null)
            .toList();
    int best = matching.stream().mapToInt(Operation::fixedSegments).max().orElse(0);
    return matching.stream().filter(operation -> operation.fixedSegments() == best).toList();
  }

  /** The values of the parameters in a path that is of this operation. */
  static Map<String, String> values(Operation operation, String rawPath) {
    return Objects.requireNonNull(operation.match(decoded(rawPath)), rawPath);
  }

  /** The segments of a path as it is in a request. */
  private static List<String> decoded(String rawPath) {
    return Operation.segments(likeToday(rawPath)).stream()
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private static String likeToday(String rawPath) {
    for (String old : OLD.keySet()) {
      if (rawPath.startsWith(old) && !rawPath.equals("/_matrix/media/v1/create")) {
        return OLD.get(old) + rawPath.substring(old.length());
      }
    }
    return rawPath;
  }

  private static List<Operation> read() {
    List<Operation> all = new ArrayList<>();
    for (String file : SpecFiles.in("api/client-server")) {
      read(file, all);
    }
    return List.copyOf(all);
  }

  private static void read(String file, List<Operation> all) {
    List<String> lines = SpecFiles.lines(file);
    String base =
        lines.stream()
            .map(BASE::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow()
            .group(1);
    String section = "";
    String path = "";
    for (String line : lines) {
      Matcher pathLine = PATH.matcher(line);
      Matcher methodLine = METHOD.matcher(line);
      if (SECTION.matcher(line).lookingAt()) {
        section = line;
      } else if (section.equals("paths:") && pathLine.matches()) {
        path = pathLine.group(1);
      } else if (section.equals("paths:") && methodLine.matches()) {
        String method = methodLine.group(1).toUpperCase(Locale.ROOT);
        all.add(new Operation(method, base + path.strip(), file, path));
      }
    }
  }
}
