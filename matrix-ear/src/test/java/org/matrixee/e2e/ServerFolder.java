package org.matrixee.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Stream;

/** The built server and copies of its data folder. */
final class ServerFolder {
  private static final String EAR = "standalone/deployments/ROOT.ear";

  /** What a run leaves behind, and must not come from the copied folder. */
  private static final Set<String> LEFT_BEHIND = Set.of("log", "tmp", "data");

  private ServerFolder() {}

  /** The built server; the build passes its place as a system property. */
  static Path home() {
    String home = System.getProperty("matrix.server.home", "../wildfly-config/target/server");
    Path path = Path.of(home).toAbsolutePath().normalize();
    if (!Files.exists(path.resolve(EAR))) {
      throw new IllegalStateException("no built server with ROOT.ear at " + path);
    }
    return path;
  }

  /** The EAR that was built. */
  static Path ear() {
    return home().resolve(EAR);
  }

  /** A copy of the folder {@code standalone} below target/servers, without data of former runs. */
  static Path copy(String id) {
    Path copy = copyWithoutEar(id);
    try {
      Files.copy(ear(), copy.resolve("deployments/ROOT.ear"));
      Files.writeString(copy.resolve("deployments/ROOT.ear.dodeploy"), "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + ear(), e);
    }
    return copy;
  }

  /** The same, for a server that starts without the EAR. */
  static Path copyWithoutEar(String id) {
    Path source = home().resolve("standalone");
    try {
      Path servers = Files.createDirectories(Path.of("target", "servers").toAbsolutePath());
      Path copy = Files.createTempDirectory(servers, id + "-");
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(f -> isWanted(source.relativize(f))).toList()) {
          Path target = copy.resolve(source.relativize(file).toString());
          if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(target);
          } else {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
          }
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + source, e);
    }
  }

  private static boolean isWanted(Path relative) {
    String name = relative.getFileName().toString();
    boolean ear = relative.startsWith("deployments") && name.startsWith("ROOT.ear");
    return !ear && !LEFT_BEHIND.contains(relative.getName(0).toString());
  }
}
