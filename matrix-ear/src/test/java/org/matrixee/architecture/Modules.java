package org.matrixee.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The modules that hold code, found as class folders, so that the WAR's classes are among them. */
final class Modules {
  static final List<String> NAMES = List.of("matrix-persistence", "matrix-ejb", "matrix-web");

  private Modules() {}

  /** The main classes of all modules. */
  static final class MainClasses implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
      return NAMES.stream()
          .map(module -> Location.of(mainClasses(module)))
          .collect(Collectors.toSet());
    }
  }

  /** Where a module's main classes are; a missing folder is an error, as rules hold on nothing. */
  static Path mainClasses(String module) {
    Path folder = home().resolve(module).resolve("target/classes");
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(folder + " is missing: build all modules first");
    }
    return folder;
  }

  /** The test classes of all modules, of this one too. */
  static JavaClasses testClasses() {
    List<Path> folders =
        List.of("matrix-persistence", "matrix-ejb", "matrix-web", "matrix-ear").stream()
            .map(module -> home().resolve(module).resolve("target/test-classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }

  /** The packages in which a module has classes; {@code package-info} counts as one. */
  static Set<String> packages(String module) {
    return new ClassFileImporter()
        .importPath(mainClasses(module)).stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path home() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
  }
}
