package org.matrixee.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Runs the Node.js scripts of src/test/js in copies below target. A tool that the machine lacks
 * makes the test skip with a sentence; with {@code CI=true} it makes it fail.
 */
final class NodeScripts {
  private static final Map<String, Path> INSTALLED = new ConcurrentHashMap<>();

  private NodeScripts() {}

  /** Skips the calling test, or fails it under CI, because of a missing tool. */
  static void require(boolean present, String sentence) {
    if ("true".equals(System.getenv("CI")) && !present) {
      throw new AssertionError(sentence);
    }
    assumeTrue(present, sentence);
  }

  /**
   * Copies a package of src/test/js and the scripts beside it, installs what its lock file names,
   * and returns the copy; once for all tests of this JVM.
   */
  static Path install(String name) {
    return INSTALLED.computeIfAbsent(name, NodeScripts::copyAndInstall);
  }

  private static Path copyAndInstall(String name) {
    require(nodeVersion() >= 20, "Node.js 20 or later is missing: install nodejs and npm");
    Path shared = Path.of("src", "test", "js").toAbsolutePath();
    try {
      Path copy = Files.createDirectories(Path.of("target", "js", name).toAbsolutePath());
      copyFiles(shared, copy);
      copyFiles(shared.resolve(name), copy);
      Processes.Result result =
          Processes.run(copy, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      require(result.exit() == 0, "npm cannot install " + name + ": " + result.output());
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The browser. */
  static Path chromium() {
    String given = System.getenv("CHROMIUM");
    Path path = Path.of(given == null ? "/usr/bin/chromium" : given);
    require(
        Files.isExecutable(path),
        "chromium is missing: install Debian's package chromium, or set CHROMIUM to its path");
    return path;
  }

  private static void copyFiles(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file,
            target.resolve(file.getFileName().toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static int nodeVersion() {
    try {
      Processes.Result result = Processes.run(Path.of("."), List.of("node", "--version"));
      String major = result.output().trim().replaceFirst("^v(\\d+)(?s).*", "$1");
      return result.exit() == 0 ? Integer.parseInt(major) : 0;
    } catch (UncheckedIOException | NumberFormatException e) {
      return 0;
    }
  }

  /** Runs a script that must succeed; returns what it printed. */
  static String node(Path folder, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Processes.Result result = Processes.run(folder, command);
    if (result.exit() != 0) {
      throw new AssertionError(script + " failed:\n" + result.output());
    }
    return result.output();
  }
}
