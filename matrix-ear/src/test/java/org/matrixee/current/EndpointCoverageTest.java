package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.CurrentFuzzTemplates;
import org.matrixee.openapi.OpenApi;

/** Holds the list of endpoints in docs/spec-coverage.md and the tests together. */
class EndpointCoverageTest {
  private static final int ENDPOINTS = 164;
  private static final Pattern TEST = Pattern.compile("`((?:\\w+\\.)*\\w+)#(\\w+)`");

  private final List<CoveredEndpoints.Line> lines = CoveredEndpoints.read();

  @Test
  void everyEndpointHasOneLine() {
    assertThat(lines).hasSize(ENDPOINTS);
    assertThat(lines).extracting(CoveredEndpoints.Line::toString).doesNotHaveDuplicates();
  }

  /** What tests and server say to each other is held against this: see {@link OpenApi}. */
  @Test
  void whatIsDoneHasSchemasThatCompile() {
    for (CoveredEndpoints.Line line : lines) {
      if (line.isDone()) {
        OpenApi.compile(line.method(), line.path());
      }
    }
  }

  @Test
  void whatIsDoneIsFuzzed() {
    Set<String> fuzzed = new TreeSet<>();
    for (String request : CurrentFuzzTemplates.requests()) {
      int space = request.indexOf(' ');
      OpenApi.operation(request.substring(0, space), request.substring(space + 1))
          .ifPresent(fuzzed::add);
    }
    assertThat(fuzzed)
        .containsExactlyInAnyOrderElementsOf(
            lines.stream().filter(CoveredEndpoints.Line::isDone).map(Object::toString).toList());
  }

  @Test
  void whatIsDoneHasATest() throws ClassNotFoundException {
    for (CoveredEndpoints.Line line : lines) {
      assertThat(line.tests().isEmpty()).as(line.toString()).isEqualTo(!line.isDone());
      if (line.isDone()) {
        Matcher tests = TEST.matcher(line.tests());
        assertThat(tests.find()).as(line.toString()).isTrue();
        do {
          Class<?> type = Class.forName("org.matrixee." + tests.group(1));
          String name = tests.group(2);
          assertThat(Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()))
              .as(line.toString())
              .contains(name);
        } while (tests.find());
      }
    }
  }
}
