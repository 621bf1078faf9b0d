package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
