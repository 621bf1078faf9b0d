package org.matrixee.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the Node.js scripts of src/test/js in copies below target. A tool that the machine lacks
 * makes the test skip with a sentence; with {@code CI=true} it makes it fail.
 */
final class NodeScripts {
  private static final Duration LIMIT = Duration.ofMinutes(3);
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
      Result result =
          run(copy, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
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
      Result result = run(Path.of("."), List.of("node", "--version"));
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
    Result result = run(folder, command);
    if (result.exit() != 0) {
      throw new AssertionError(script + " failed:\n" + result.output());
    }
    return result.output();
  }

  private record Result(int exit, String output) {}

  private static Result run(Path folder, List<String> command) {
    try {
      Path output = Files.createTempFile("node", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      Thread killer = new Thread(() -> kill(process));
      Runtime.getRuntime().addShutdownHook(killer);
      boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      kill(process);
      Runtime.getRuntime().removeShutdownHook(killer);
      String text = Files.readString(output);
      Files.delete(output);
      return new Result(ended ? process.exitValue() : -1, text);
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
