package dev.holdfast.acceptance.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.TerraformBinary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Our own equivalence cases, in the shape of Terraform's, and the runner itself.
class OwnSuiteGoldenTest {

  private static final Suite SUITE = new Suite(folder());

  private static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(OwnSuiteGoldenTest.class.getResource("/equivalence")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void needsTerraform() {
    TerraformBinary.required();
  }

  static List<String> cases() {
    return SUITE.cases().stream().map(EquivalenceCase::name).toList();
  }

  private static EquivalenceCase named(String name) {
    return SUITE.cases().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leadsToWhatIsExpected(String name) {
    EquivalenceCase one = named(name);
    if (Boolean.getBoolean("golden.update")) {
      rewrite(one);
    } else {
      assertThat(new CaseRun(one).differences()).isEmpty();
    }
  }

  private static void rewrite(EquivalenceCase one) {
    Path outputs =
        Path.of(System.getProperty("holdfast.root", "."))
            .resolve("provider/acceptance/src/test/resources/equivalence/outputs")
            .resolve(one.name());
    new CaseRun(one)
        .changed()
        .forEach((file, json) -> {
          lasting(json);
          Folders.write(
              outputs.resolve(file),
              JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        });
  }

  /// Takes out what changes from run to run.
  private static void lasting(JsonNode document) {
    for (JsonNode part : document.isArray() ? document : List.of(document)) {
      ((ObjectNode) part)
          .remove(List.of("@timestamp", "@module", "timestamp", "terraform_version"));
    }
  }

  @Test
  void aDifferenceIsPrintedWithItsPlaceAndFailsTheSuite(@TempDir Path scratch) {
    copy("state_only", scratch, "\"float\" : 0.1", "\"float\" : 0.2");
    var out = new ByteArrayOutputStream();
    boolean equal = new Suite(scratch).run(new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(equal).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("state.json: values.root_module.resources.0.values.float: expected 0.2, was 0.1")
        .contains("0 of 1 cases are equal, 0 not run");
  }

  @Test
  void aCaseThatNeedsAnotherProviderIsNotRun(@TempDir Path scratch) {
    copy("state_only", scratch, "hashicorp/tfcoremock", "hashicorp/null");
    var out = new ByteArrayOutputStream();
    boolean equal = new Suite(scratch).run(new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(equal).as("nothing ran").isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("not run: state_only (needs hashicorp/null)")
        .contains("0 of 0 cases are equal, 1 not run");
  }

  private static void copy(String name, Path suite, String from, String to) {
    for (String part : List.of("tests", "outputs")) {
      Path source = SUITE.folder().resolve(part, name);
      for (Path file : Folders.files(source)) {
        Path target = suite.resolve(part, name).resolve(source.relativize(file).toString());
        Folders.write(target, Folders.read(file).replace(from, to));
      }
    }
  }
}
