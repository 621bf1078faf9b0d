package org.matrixee.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real browser on the login or registration page, told step by step what to do. */
final class PageDriver implements AutoCloseable {
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final Path errors;

  /**
   * Opens a page.
   *
   * @param device {@code phone} or {@code desktop}
   * @param name of the screenshots, below target/screenshots
   */
  PageDriver(String url, String device, String name) {
    Path chromium = NodeScripts.chromium();
    Path folder = NodeScripts.install("browser");
    try {
      Path shots = Files.createDirectories(Path.of("target", "screenshots").toAbsolutePath());
      errors = Files.createTempFile("browser", ".log");
      process =
          new ProcessBuilder(
                  List.of(
                      "node",
                      "flows.js",
                      chromium.toString(),
                      url,
                      device,
                      shots.resolve(name + "-" + device).toString()))
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    commands = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Does one command of flows.js. */
  JsonNode tell(Object... command) {
    try {
      commands.write(Json.list(command).toString());
      commands.newLine();
      commands.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new AssertionError("the browser's script ended: " + Files.readString(errors));
      }
      return Json.parse(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
