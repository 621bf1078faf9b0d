package org.matrixee.store.schema.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;
import org.matrixee.store.jpa.SqlDialect;

/**
 * The migration scripts, by name. Flyway would look through the class path for them, and class
 * paths look different in each application server; a list is the same everywhere.
 */
final class MigrationScripts implements ResourceProvider {
  /** Scripts in order. A folder per database stands in for "*" where their SQL differs. */
  static final List<String> ALL =
      List.of(
          "common/V001__rooms_and_events.sql",
          "common/V002__accounts_and_directory.sql",
          "*/V003__indexes.sql",
          "common/V004__login_sessions.sql",
          "common/V005__external_identities.sql",
          "common/V006__presence.sql",
          "common/V007__media.sql",
          "common/V008__people.sql",
          "common/V009__server_keys.sql",
          "common/V010__incoming_federation.sql",
          "common/V011__outgoing_transactions.sql",
          "common/V012__presence_across_servers.sql",
          "common/V013__devices.sql",
          "common/V014__streams_of_users.sql",
          "common/V015__keys_of_devices.sql",
          "common/V016__profiles_and_relations.sql",
          "common/V017__proofs_of_addresses.sql",
          "common/V018__reserved_media.sql");

  private final SqlDialect dialect;

  MigrationScripts(SqlDialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return scripts().stream()
        .filter(script -> script.getRelativePath().equals(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return scripts().stream()
        .filter(script -> script.getFilename().startsWith(prefix))
        .filter(script -> List.of(suffixes).stream().anyMatch(script.getFilename()::endsWith))
        .toList();
  }

  private List<LoadableResource> scripts() {
    return ALL.stream()
        .map(name -> name.replace("*", dialect.folder()))
        .<LoadableResource>map(name -> new Script("db/migration/" + name))
        .toList();
  }

  /** One script, read from our own jar. */
  private static final class Script extends LoadableResource {
    private final String path;

    Script(String path) {
      this.path = path;
    }

    @Override
    public Reader read() {
      try (InputStream in = MigrationScripts.class.getResourceAsStream("/" + path)) {
        if (in == null) {
          throw new IllegalStateException("The migration script " + path + " is missing.");
        }
        return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String getAbsolutePath() {
      return path;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return path;
    }

    @Override
    public String getFilename() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
      return path;
    }
  }
}
