package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The endpoints of v1.19 as docs/spec-coverage.md lists them. */
final class CoveredEndpoints {
  private static final Pattern LINE =
      Pattern.compile("\\| (GET|PUT|POST|DELETE|OPTIONS) `([^`]+)` \\|([^|]*)\\|([^|]*)\\|");

  private CoveredEndpoints() {}

  /**
   * One line.
   *
   * @param path with names of parameters in braces
   * @param place where it is implemented; empty if it is not
   * @param tests what proves it; empty if nothing does
   */
  record Line(String method, String path, String place, String tests) {
    boolean isDone() {
      return !place.isEmpty();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static List<Line> read() {
    try (Stream<String> text = Files.lines(Path.of("..", "docs", "spec-coverage.md"))) {
      return text.filter(line -> line.contains("` |") && line.matches("\\| [A-Z]+ `/.*"))
          .map(CoveredEndpoints::line)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String text) {
    Matcher form = LINE.matcher(text);
    assertThat(form.matches()).as("form of the line: %s", text).isTrue();
    return new Line(form.group(1), form.group(2), form.group(3).strip(), form.group(4).strip());
  }
}
