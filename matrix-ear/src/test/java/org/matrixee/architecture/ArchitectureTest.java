package org.matrixee.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The arrows between modules, packages and libraries; docs/architecture.md says why. */
@AnalyzeClasses(locations = Modules.MainClasses.class)
class ArchitectureTest {

  private static final String MODEL = "org.matrixee.model..";
  private static final String RULES = "org.matrixee.server..rules..";
  private static final String STORE = "org.matrixee.store..";
  private static final String JPA = "org.matrixee.store..jpa..";
  private static final String SERVER = "org.matrixee.server..";
  private static final String CONFIG = "org.matrixee.server.config..";
  private static final String WEB = "org.matrixee.web..";

  private static final String[] PURE = {"java..", "jakarta.json..", "org.jspecify..", MODEL, RULES};

  private static final DescribedPredicate<JavaClass> ABOUT_HASHES_OR_SIGNATURES =
      describe(
          "are about hashes, signatures or keys",
          type ->
              Pattern.matches(
                  "[A-Za-z0-9.]*\\.[A-Za-z0-9]*(Hash|Sign|Key|Ed25519)[A-Za-z0-9]*(\\$.*)?",
                  type.getName()));

  // ---- What is pure

  @ArchTest
  static final ArchRule model_is_pure =
      classes()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(PURE);

  @ArchTest
  static final ArchRule rules_are_pure =
      classes()
          .that(resideInAPackage(RULES).and(not(ABOUT_HASHES_OR_SIGNATURES)))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(PURE);

  @ArchTest
  static final ArchRule rules_about_hashes_and_signatures_also_use_bouncy_castle =
      classes()
          .that(resideInAPackage(RULES).and(ABOUT_HASHES_OR_SIGNATURES))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(PURE).or(resideInAPackage("org.bouncycastle..")));

  @ArchTest
  static final ArchRule only_bouncy_castles_lightweight_interface =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bouncycastle.jce..", "org.bouncycastle.jcajce..")
          .because("the provider is many times slower");

  @ArchTest
  static final ArchRule pure_code_touches_no_world =
      noClasses()
          .that()
          .resideInAnyPackage(MODEL, RULES)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "java.net.http..", "java.nio.file..")
                  .or(named("java.time.Clock", "java.lang.Thread", "java.io.File")))
          .because("all its inputs are in the arguments");

  // ---- Arrows between the modules

  @ArchTest
  static final ArchRule persistence_does_not_know_the_server =
      noClasses()
          .that()
          .resideInAnyPackage(MODEL, STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVER, WEB);

  @ArchTest
  static final ArchRule server_does_not_know_the_web =
      noClasses()
          .that()
          .resideInAPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(WEB);

  @ArchTest
  static final ArchRule web_never_sees_a_store =
      noClasses()
          .that()
          .resideInAPackage(WEB)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STORE);

  @ArchTest
  static final ArchRule only_web_speaks_http_as_a_server =
      noClasses()
          .that()
          .resideOutsideOfPackage(WEB)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "org.jboss.resteasy..");

  @ArchTest
  static void no_package_in_two_modules(JavaClasses all) {
    Map<String, Set<String>> homes =
        Map.of(
            "matrix-persistence", Set.of("org.matrixee.model", "org.matrixee.store"),
            "matrix-ejb", Set.of("org.matrixee.server"),
            "matrix-web", Set.of("org.matrixee.web"));
    Set<String> seen = new HashSet<>();
    for (String module : Modules.NAMES) {
      for (String name : Modules.packages(module)) {
        assertThat(seen.add(name)).as("package %s is only in %s", name, module).isTrue();
        assertThat(homes.get(module))
            .as("package %s of %s", name, module)
            .anyMatch(home -> (name + ".").startsWith(home + "."));
      }
    }
  }

  // ---- Arrows between the packages

  @ArchTest
  static final ArchRule capabilities_are_free_of_cycles =
      slices().matching("org.matrixee.server.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ports_speak_the_model_only =
      classes()
          .that()
          .areInterfaces()
          .and()
          .resideInAPackage(STORE)
          .and()
          .resideOutsideOfPackage(JPA)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "jakarta.json..", "org.jspecify..", MODEL, STORE)
                  .and(not(resideInAPackage(JPA))));

  @ArchTest
  static final ArchRule entities_stay_home =
      noClasses()
          .that()
          .resideOutsideOfPackage(JPA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JPA, "jakarta.persistence..", "org.hibernate..");

  @ArchTest
  static final ArchRule only_stores_speak_sql =
      noClasses()
          .that()
          .resideOutsideOfPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.flywaydb..");

  // ---- The world comes in at one place

  @ArchTest
  static final ArchRule no_ambient_time =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.matrixee.server.config.ClockProducer")
          .should()
          .accessTargetWhere(describe("the time is asked of the machine", Ambient::isTime))
          .because("a Clock is injected");

  @ArchTest
  static final ArchRule no_ambient_randomness =
      noClasses()
          .that()
          .resideOutsideOfPackage(CONFIG)
          .should()
          .accessTargetWhere(describe("randomness is asked of the machine", Ambient::isRandomness))
          .because("a SecureRandom is injected");

  @ArchTest
  static final ArchRule no_ambient_settings =
      noClasses()
          .that()
          .resideOutsideOfPackage(CONFIG)
          .should()
          .accessTargetWhere(describe("a setting is asked of the machine", Ambient::isSetting))
          .because("a MatrixConfig is injected");

  @ArchTest
  static final ArchRule only_the_filter_says_who_a_server_is =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.matrixee.web.federation.OriginFilter")
          .should()
          .callConstructorWhere(
              describe(
                  "an Origin is made",
                  call ->
                      call.getTargetOwner()
                          .getName()
                          .equals("org.matrixee.model.federation.Origin")))
          .because("it has checked the signature");

  // ---- Customs

  @ArchTest
  static final ArchRule messages_are_text =
      noClasses().should().dependOnClassesThat(named("jakarta.jms.ObjectMessage"));

  @ArchTest
  static final ArchRule logging_is_jboss_logging =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.commons.logging..");

  @ArchTest
  static final ArchRule names_say_what_a_type_is =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Data|Info|DTO|Dto)");

  @ArchTest
  static final ArchRule packages_are_capabilities =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..dto..",
              "..util..",
              "..utils..",
              "..impl..",
              "..helpers..",
              "..entities..",
              "..managers..");

  @ArchTest
  static final ArchRule message_driven_beans_are_named_so =
      classes()
          .that()
          .areAnnotatedWith("jakarta.ejb.MessageDriven")
          .should()
          .haveSimpleNameEndingWith("Mdb");

  @ArchTest
  static final ArchRule entities_are_named_so =
      classes()
          .that()
          .areAnnotatedWith("jakarta.persistence.Entity")
          .should()
          .haveSimpleNameEndingWith("Entity");

  @ArchTest
  static void every_package_is_null_marked(JavaClasses all) {
    Set<String> unmarked = new HashSet<>();
    for (JavaClass type : all) {
      if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
  }

  @ArchTest
  static void tests_use_fakes_and_junit_5(JavaClasses all) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.mockito..",
            "org.easymock..",
            "org.jmock..",
            "org.powermock..",
            "mockit..",
            "org.junit",
            "junit.framework..",
            "org.testng..")
        .because("docs/adr/0009-no-mocking-library.md")
        .check(Modules.testClasses());
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> wanted = Set.of(names);
    return describe("are " + wanted, type -> wanted.contains(type.getName()));
  }

  /** Static doors to the machine, which tests could not move. */
  private static final class Ambient {

    static boolean isTime(JavaAccess<?> access) {
      JavaClass owner = access.getTargetOwner();
      String name = access.getName();
      if (owner.getPackageName().startsWith("java.time")) {
        return (name.equals("now") && !takesOnly(access, "java.time.Clock"))
            || (owner.getName().equals("java.time.Clock")
                && (name.startsWith("system") || name.startsWith("tick")));
      }
      return (owner.getName().equals("java.lang.System") && name.equals("currentTimeMillis"))
          || (owner.getName().equals("java.util.Date")
              && name.equals("<init>")
              && takesOnly(access))
          || (owner.getName().equals("java.util.Calendar") && name.equals("getInstance"));
    }

    static boolean isRandomness(JavaAccess<?> access) {
      String owner = access.getTargetOwner().getName();
      String name = access.getName();
      return (Set.of("java.security.SecureRandom", "java.util.Random").contains(owner)
              && (name.equals("<init>") || name.startsWith("getInstance")))
          || (owner.equals("java.lang.Math") && name.equals("random"))
          || (owner.equals("java.util.UUID") && name.equals("randomUUID"));
    }

    static boolean isSetting(JavaAccess<?> access) {
      String owner = access.getTargetOwner().getName();
      String name = access.getName();
      return (owner.equals("java.lang.System")
              && Set.of("getenv", "getProperty", "getProperties").contains(name))
          || owner.equals("org.eclipse.microprofile.config.ConfigProvider");
    }

    private static boolean takesOnly(JavaAccess<?> access, String... parameters) {
      return access.getTarget() instanceof CodeUnitAccessTarget target
          && target.getRawParameterTypes().stream()
              .map(JavaClass::getName)
              .toList()
              .equals(List.of(parameters));
    }
  }
}
