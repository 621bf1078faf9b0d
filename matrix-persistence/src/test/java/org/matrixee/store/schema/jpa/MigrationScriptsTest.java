package org.matrixee.store.schema.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.matrixee.store.jpa.SqlDialect;

class MigrationScriptsTest {
  @Test
  void everyScriptIsListedForEachDatabase() throws IOException, URISyntaxException {
    Path root = Path.of(MigrationScripts.class.getResource("/db/migration").toURI());
    try (Stream<Path> files = Files.walk(root)) {
      List<String> there =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .toList();
      List<String> listed =
          Stream.of(SqlDialect.values())
              .flatMap(
                  dialect ->
                      MigrationScripts.ALL.stream()
                          .map(name -> name.replace("*", dialect.folder())))
              .distinct()
              .toList();
      assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
    }
  }
}
