package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/spec-coverage.md and the {@link Row} annotations together: every row of the areas has
 * a line, and every line a test that says it proves that row.
 */
class SpecCoverageTest {
  /** The areas and how many rows the checklist has in each. */
  private static final Map<String, Integer> AREAS =
      Map.ofEntries(
          Map.entry("S-ARCH", 27),
          Map.entry("S-ALIAS", 6),
          Map.entry("S-IDENT", 6),
          Map.entry("S-REG", 41),
          Map.entry("S-API", 30),
          Map.entry("S-STREAM", 9),
          Map.entry("S-CREATE", 19),
          Map.entry("S-DIR", 7),
          Map.entry("S-FED", 44),
          Map.entry("S-PERM", 13),
          Map.entry("S-JOIN", 10),
          Map.entry("S-INV", 9),
          Map.entry("S-LEAVE", 7),
          Map.entry("S-BAN", 8),
          Map.entry("S-EVT", 14),
          Map.entry("S-SYNC", 11),
          Map.entry("S-GET", 7),
          Map.entry("S-RED", 18),
          Map.entry("S-TYPE", 26),
          Map.entry("S-MSG", 9),
          Map.entry("S-SEC", 5),
          Map.entry("S-THR", 15),
          Map.entry("S-RATE", 3),
          Map.entry("S-MISC", 13),
          Map.entry("S-S15", 8),
          Map.entry("S-PRES", 31),
          Map.entry("S-VOIP", 16),
          Map.entry("S-PROF", 17));

  /** The only rows that may wait for a later part of the server. */
  private static final Set<String> MAY_WAIT =
      Set.of("S-PRES-15", "S-PRES-20", "S-TYPE-26", "S-VOIP-16");

  private static final Pattern LINE =
      Pattern.compile("\\| (S-[A-Z0-9]+-\\d{2}) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
  private static final Pattern PLACE = Pattern.compile("`(\\w+)`");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

  /**
   * One line of the document.
   *
   * @param row the row id
   * @param place where it is implemented
   * @param test the tests, or when it will come
   * @param reason why it waits
   */
  private record Line(String row, String place, String test, String reason) {
    boolean waits() {
      return test.startsWith("later (");
    }

    Set<String> tests() {
      Set<String> tests = new TreeSet<>();
      Matcher matcher = TEST.matcher(test);
      while (matcher.find()) {
        tests.add(matcher.group(1) + "#" + matcher.group(2));
      }
      return tests;
    }
  }

  private final List<Line> lines = readLines();
  private final Map<String, Set<String>> annotated = readAnnotations();

  @Test
  void everyRowHasExactlyOneLine() {
    List<String> expected = new ArrayList<>();
    AREAS.forEach(
        (area, count) -> {
          for (int i = 1; i <= count; i++) {
            expected.add(area + String.format("-%02d", i));
          }
        });
    assertThat(lines.stream().map(Line::row)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyLineNamesTheTestsThatCarryItsRow() {
    for (Line line : lines) {
      if (!line.waits()) {
        assertThat(line.tests()).as("tests of %s", line.row()).isNotEmpty();
      }
      assertThat(line.tests())
          .as("tests of %s in the document, and those annotated with it", line.row())
          .isEqualTo(annotated.getOrDefault(line.row(), Set.of()));
    }
  }

  @Test
  void everyAnnotatedRowIsInTheDocument() {
    assertThat(lines.stream().map(Line::row)).containsAll(annotated.keySet());
  }

  @Test
  void onlyAgreedRowsWaitAndEachSaysWhy() {
    for (Line line : lines) {
      if (line.waits()) {
        assertThat(MAY_WAIT).contains(line.row());
        assertThat(line.reason()).as("reason of %s", line.row()).isNotBlank();
      } else {
        assertThat(line.place()).as("place of %s", line.row()).isNotBlank();
      }
    }
  }

  @Test
  void everyPlaceIsAClassOfTheServer() {
    Set<String> classes = mainClassNames();
    for (Line line : lines) {
      Matcher matcher = PLACE.matcher(line.place());
      while (matcher.find()) {
        assertThat(classes).as("place of %s", line.row()).contains(matcher.group(1));
      }
    }
  }

  private static Set<String> mainClassNames() {
    Set<String> names = new TreeSet<>();
    for (String module : List.of("matrix-persistence", "matrix-ejb", "matrix-web")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  private static List<Line> readLines() {
    try (Stream<String> text = Files.lines(Path.of("..", "docs", "spec-coverage.md"))) {
      List<Line> lines = new ArrayList<>();
      for (String line : text.filter(l -> l.startsWith("| S-")).toList()) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as("form of the line: %s", line).isTrue();
        lines.add(
            new Line(
                matcher.group(1),
                matcher.group(2).trim(),
                matcher.group(3).trim(),
                matcher.group(4).trim()));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Row id to "Class#method", from all test classes of this module. */
  private static Map<String, Set<String>> readAnnotations() {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (Class<?> type : testClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        Row row = method.getAnnotation(Row.class);
        if (row != null) {
          Arrays.stream(row.value())
              .forEach(
                  id ->
                      rows.computeIfAbsent(id, key -> new TreeSet<>())
                          .add(type.getSimpleName() + "#" + method.getName()));
        }
      }
    }
    return rows;
  }

  private static List<Class<?>> testClasses() {
    try {
      Path root =
          Path.of(
              SpecCoverageTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<Class<?>> classes = new ArrayList<>();
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().matches(".*(IT|Test)\\.class")).toList()) {
          String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
          classes.add(
              Class.forName(
                  name.substring(0, name.length() - ".class".length()),
                  false,
                  SpecCoverageTest.class.getClassLoader()));
        }
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
