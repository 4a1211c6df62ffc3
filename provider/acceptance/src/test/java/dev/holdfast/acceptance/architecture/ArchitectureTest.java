package dev.holdfast.acceptance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules between modules and packages, checked over the compiled main classes.
class ArchitectureTest {

  private static final String OURS = "dev.holdfast..";

  /// Generated code follows the generator's rules, and the jar of a module's tests is no main code.
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOptions(
              List.of(new ImportOption.DoNotIncludeTests(), ArchitectureTest::isWritten))
          .importPackages("dev.holdfast");

  private static boolean isWritten(Location location) {
    return !location.contains("/acceptance/")
        && !location.contains("/proto/")
        && !location.contains("/holdfast-proto")
        && !location.contains("/machines/")
        && !location.contains("/holdfast-machines")
        && !location.contains("-tests.jar");
  }

  private static final List<String> RUNNER =
      List.of("dev.holdfast.engine", "dev.holdfast.language", "dev.holdfast.transport");

  private static final List<String> MODULES_TOO =
      List.of(
          "dev.holdfast.engine",
          "dev.holdfast.language",
          "dev.holdfast.modules",
          "dev.holdfast.transport");

  private static final List<String> RESOURCES =
      List.of(
          "dev.holdfast.framework",
          "dev.holdfast.client",
          "dev.holdfast.bootstrap",
          "dev.holdfast.modules",
          "dev.holdfast.engine",
          "dev.holdfast.language",
          "dev.holdfast.transport");

  /// Each module by the package it lives in, with the modules of ours that it may use.
  private static final Map<String, List<String>> MODULES =
      Map.ofEntries(
          Map.entry("dev.holdfast.framework", List.of()),
          Map.entry("dev.holdfast.client", List.of()),
          Map.entry("dev.holdfast.simulator", List.of()),
          Map.entry("dev.holdfast.server", List.of("dev.holdfast.framework", "dev.holdfast.proto")),
          Map.entry("dev.holdfast.language", List.of()),
          Map.entry("dev.holdfast.transport", List.of()),
          Map.entry(
              "dev.holdfast.engine", List.of("dev.holdfast.language", "dev.holdfast.transport")),
          Map.entry("dev.holdfast.modules", RUNNER),
          Map.entry("dev.holdfast.bootstrap", MODULES_TOO),
          Map.entry("dev.holdfast.resources", RESOURCES),
          Map.entry(
              "dev.holdfast.lab",
              List.of(
                  "dev.holdfast.simulator",
                  "dev.holdfast.engine",
                  "dev.holdfast.language",
                  "dev.holdfast.transport")));

  static List<String> modules() {
    return MODULES.keySet().stream().sorted().toList();
  }

  @Test
  void allModulesAreLookedAt() {
    for (String module : modules()) {
      assertThat(MAIN.stream().anyMatch(one -> one.getPackageName().startsWith(module)))
          .as(module)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyTheModulesBelowIt(String module) {
    List<String> allowed = MODULES.getOrDefault(module, List.of());
    String[] forbidden =
        MODULES.keySet().stream()
            .filter(other -> !other.equals(module) && !allowed.contains(other))
            .map(other -> other + "..")
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden)
            .allowEmptyShould(true));
  }

  @Test
  void onlyTheServerKnowsGrpc() {
    check(
        noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .resideOutsideOfPackage("dev.holdfast.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "com.google.protobuf.."));
  }

  @Test
  void nothingOfOursReflects() {
    check(
        noClasses()
            .that()
            .resideInAPackage(OURS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect.."));
  }

  @Test
  void nothingOfOursLoadsServicesOrClassesByName() {
    check(
        noClasses()
            .that()
            .resideInAPackage(OURS)
            .should()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.ServiceLoader"));
  }

  @Test
  void noUtilityLibrariesThatTheJdkReplaces() {
    check(
        noClasses()
            .that()
            .resideInAPackage(OURS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.google.common..",
                "org.apache.commons.lang..",
                "org.apache.commons.lang3..",
                "lombok..",
                "org.mockito.."));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.holdfast.(**)").should().beFreeOfCycles());
  }

  /// What a stream throws has to be an [IOException]; such a class never leaves its package.
  @Test
  void everyExceptionIsUncheckedOrAStreamsOwn() {
    check(
        classes()
            .that()
            .resideInAPackage(OURS)
            .and()
            .resideOutsideOfPackage("dev.holdfast.language..") // the runner's own tests look there
            .and()
            .areAssignableTo(Exception.class)
            .should()
            .beAssignableTo(RuntimeException.class)
            .orShould(streamsOwn()));
  }

  private static ArchCondition<JavaClass> streamsOwn() {
    return be(assignableTo(IOException.class).and(not(modifier(JavaModifier.PUBLIC))));
  }

  private static void check(ArchRule rule) {
    rule.because("docs/architecture.md says so").check(MAIN);
  }
}
