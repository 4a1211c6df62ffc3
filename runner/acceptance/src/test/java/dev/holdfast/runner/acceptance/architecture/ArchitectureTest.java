package dev.holdfast.runner.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules between modules and packages, checked over the compiled main classes.
final class ArchitectureTest {
  private static final String OURS = "dev.holdfast..";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOptions(
              List.of(new ImportOption.DoNotIncludeTests(), ArchitectureTest::isProduct))
          .importPackages("dev.holdfast");

  /// Throwaway machines are main code of a module that only tests use.
  private static boolean isProduct(Location location) {
    return !location.contains("/acceptance/")
        && !location.contains("/machines/")
        && !location.contains("/holdfast-machines");
  }

  /// Each module by the package it lives in, with the modules of ours that it may use.
  private static final Map<String, List<String>> MODULES =
      Map.of(
          "dev.holdfast.language", List.of(),
          "dev.holdfast.transport", List.of(),
          "dev.holdfast.engine", List.of("dev.holdfast.language", "dev.holdfast.transport"),
          "dev.holdfast.modules",
              List.of("dev.holdfast.engine", "dev.holdfast.language", "dev.holdfast.transport"),
          "dev.holdfast.bootstrap",
              List.of(
                  "dev.holdfast.modules",
                  "dev.holdfast.engine",
                  "dev.holdfast.language",
                  "dev.holdfast.transport"),
          "dev.holdfast.cli",
              List.of(
                  "dev.holdfast.bootstrap",
                  "dev.holdfast.modules",
                  "dev.holdfast.engine",
                  "dev.holdfast.language",
                  "dev.holdfast.transport"));

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
    if (forbidden.length > 0) {
      check(
          noClasses()
              .that()
              .resideInAPackage(module + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dev.holdfast.transport, net.schmizz..",
    "dev.holdfast.transport, com.hierynomus..",
    "dev.holdfast.language, org.yaml..",
    "dev.holdfast.language, tools.jackson..",
    "dev.holdfast.cli, picocli.."
  })
  void onlyOneModuleKnowsALibrary(String module, String library) {
    check(
        noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .resideOutsideOfPackage(module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void nothingOfOursReflectsOrLooksUpServices() {
    check(
        noClasses()
            .that()
            .resideInAPackage(OURS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .orShould()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.ServiceLoader"));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.holdfast.(**)").should().beFreeOfCycles());
  }

  /// A checked exception never leaves its package.
  @Test
  void everyPublicExceptionIsUnchecked() {
    check(
        classes()
            .that()
            .resideInAPackage(OURS)
            .and()
            .areAssignableTo(Exception.class)
            .and()
            .arePublic()
            .should()
            .beAssignableTo(RuntimeException.class));
  }

  private static void check(ArchRule rule) {
    rule.because("docs/architecture.md says so").check(MAIN);
  }
}
