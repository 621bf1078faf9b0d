package org.matrixee.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What the Java VM of a test's server is told, so that its many short lives cost less: it reads its
 * classes from an archive, and leaves out the optimizing compiler. Together that halves the
 * processor time of a start.
 *
 * <p>The archive is made once, by a server that does nothing else, and stays beside the built
 * server until {@code mvn clean}. Classes that have changed since are loaded in the ordinary way.
 */
final class ClassArchive {
  private static final String NO_OPTIMIZER = "-XX:TieredStopAtLevel=1";
  private static final String QUIET = " -Xlog:cds*=off";

  private ClassArchive() {}

  /** The options of an ordinary server. */
  static synchronized String options() {
    Path archive =
        ServerFolder.home().resolveSibling("classes-" + Runtime.version().toString() + ".jsa");
    if (!Files.exists(archive)) {
      make(archive);
    }
    return NO_OPTIMIZER + " -XX:SharedArchiveFile=" + archive + QUIET;
  }

  private static void make(Path archive) {
    Path unfinished = archive.resolveSibling(archive.getFileName() + ".new");
    String options = NO_OPTIMIZER + " -XX:ArchiveClassesAtExit=" + unfinished + QUIET;
    try (MatrixServer server =
        MatrixServer.startWith(
            ServerSettings.h2("classes").with("MATRIX_RATE_LIMITS", "off"), options)) {
      server.fresh("anna").createRoom().say("loads what every test needs");
      server.stop();
      // In one step: a test run beside this one never sees half of it.
      Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("no archive of classes at " + archive, e);
    }
  }
}
