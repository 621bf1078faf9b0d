package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.AuthRule.NumberedRule;
import org.matrixee.server.authorization.rules.GraphCases.Case;
import org.matrixee.server.fixtures.GraphRoom;

/**
 * Every numbered rule of every room version: one event that it decides on, and one for which the
 * decision is the other way. The numbers are written down in {@code authorization/rules-v*.txt}
 * after the text of the specification; a list that does not say otherwise counts its rules from 1.
 */
@DisplayName("authorization rules of the room versions 1 to 12")
class GraphRulesTest {
  private static final Map<String, Case> CASES = GraphCases.all();

  static IntStream versions() {
    return IntStream.rangeClosed(1, 12);
  }

  static Stream<Arguments> rules() {
    return versions()
        .boxed()
        .flatMap(
            version ->
                written(version).stream()
                    .map(rule -> Arguments.of(version, rule.number(), rule.name())));
  }

  @ParameterizedTest(name = "version {0} has the rules of the specification in its order")
  @MethodSource("versions")
  void numbers(int version) {
    AuthRules.EventGraph rules =
        (AuthRules.EventGraph) RoomVersions.get(new RoomVersion(Integer.toString(version))).auth();
    assertThat(EventGraphAuthorizer.table(rules).numbers())
        .containsExactlyElementsOf(written(version));
  }

  @ParameterizedTest(name = "version {0}, rule {1}, {2}: decides")
  @MethodSource("rules")
  void decides(int version, String number, String name) {
    Ruling ruling = caseOf(name).deciding().apply(GraphRoom.of(version));
    assertThat(ruling.name()).isEqualTo(name);
    assertThat(ruling.number()).isEqualTo(number);
    assertThat(caseOf(name).deciding().apply(GraphRoom.of(version)))
        .as("the same question has the same answer")
        .isEqualTo(ruling);
    if (ruling.verdict() instanceof Verdict.Denied denied) {
      assertThat(denied.rule()).isEqualTo(name);
      assertThat(denied.reason()).as("a plain sentence").endsWith(".");
    }
  }

  @ParameterizedTest(name = "version {0}, rule {1}, {2}: the other way")
  @MethodSource("rules")
  void otherWay(int version, String number, String name) {
    boolean deciding = caseOf(name).deciding().apply(GraphRoom.of(version)).verdict().isAllowed();
    Ruling other = caseOf(name).other().apply(GraphRoom.of(version));
    assertThat(other.verdict().isAllowed()).as("%s", other).isNotEqualTo(deciding);
  }

  @Test
  void everyCaseBelongsToARule() {
    Set<String> names = new HashSet<>();
    versions().forEach(version -> written(version).forEach(rule -> names.add(rule.name())));
    assertThat(CASES.keySet()).isEqualTo(names);
  }

  private static Case caseOf(String name) {
    return Objects.requireNonNull(CASES.get(name), () -> "no case for " + name);
  }

  /** The rules as the specification numbers them; versions without changes share a list. */
  private static List<NumberedRule> written(int version) {
    int list =
        switch (version) {
          case 1, 2 -> 1;
          case 3, 4, 5 -> 3;
          case 8, 9 -> 8;
          default -> version;
        };
    String file = "/authorization/rules-v" + list + ".txt";
    try (InputStream in = GraphRulesTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", -1))
          .map(parts -> new NumberedRule(parts[0], parts[1]))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
