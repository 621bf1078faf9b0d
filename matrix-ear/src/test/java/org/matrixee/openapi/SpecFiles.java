package org.matrixee.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of the specification's data; each is parsed once, when it is first asked for. */
final class SpecFiles {
  private static final Path ROOT = root();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, JsonNode> PARSED = new ConcurrentHashMap<>();

  private SpecFiles() {}

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(SpecFiles.class.getResource("/matrix-spec")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The YAML files in a folder, by their names from the root. */
  static List<String> in(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .map(file -> ROOT.relativize(file).toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String file) {
    try {
      return Files.readAllLines(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is such a file, which must be below the root. */
  static boolean has(String file) {
    Path path = ROOT.resolve(file).normalize();
    return path.startsWith(ROOT) && Files.isRegularFile(path);
  }

  static JsonNode read(String file) {
    return PARSED.computeIfAbsent(file, SpecFiles::parse);
  }

  private static JsonNode parse(String file) {
    try {
      String text = Files.readString(ROOT.resolve(file));
      return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
