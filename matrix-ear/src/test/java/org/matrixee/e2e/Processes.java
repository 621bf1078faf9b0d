package org.matrixee.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, and kills those that do not come to one. */
final class Processes {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Processes() {}

  /**
   * How a program ended.
   *
   * @param exit -1 if it had to be killed
   * @param output what it printed
   */
  record Result(int exit, String output) {}

  static Result run(Path folder, List<String> command) {
    try {
      Path output = Files.createTempFile("program", ".log");
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
