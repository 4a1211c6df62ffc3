package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Errors and warnings about a configuration, each at the attribute that it is about.
class ValidationTest extends CornerTest {

  /// @param snippet the line that Terraform shows, empty where the message is about the block
  record Case(String body, String severity, String summary, String snippet) {}

  static List<Case> cases() {
    return List.of(
        new Case("name = \"far too long\"", "error", "Name too long", "name = \"far too long\""),
        new Case(
            "name = \"a\"\nleft = \"l\"\nright = \"r\"",
            "error",
            "Conflicting attributes",
            "right = \"r\""),
        new Case(
            "name = \"a\"\nregion = \"a\"",
            "warning",
            "Name and region are alike",
            "region = \"a\""),
        new Case("name = \"a\"\nold = \"o\"", "warning", "Attribute is deprecated", "old = \"o\""),
        new Case("", "error", "Missing required argument", ""),
        new Case(
            "name = \"a\"\nsize = \"big\"",
            "error",
            "Incorrect attribute value type",
            "size = \"big\""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMessagePointsAtTheAttributeItIsAbout(Case expected) {
    rules(expected.body());
    Run run = terraform.run("validate", "-json", "-no-color");
    List<JsonNode> messages = run.json().path("diagnostics").valueStream().toList();
    assertThat(messages).as(run::toString).hasSize(1);
    JsonNode message = messages.getFirst();
    assertThat(message.path("severity").asString()).isEqualTo(expected.severity());
    assertThat(message.path("summary").asString()).contains(expected.summary());
    if (!expected.snippet().isEmpty()) {
      assertThat(message.path("snippet").path("code").asString().strip())
          .isEqualTo(expected.snippet());
    }
  }

  @Test
  void aRefusedProviderConfigurationIsAnErrorAtItsAttribute() {
    terraform.configuration(
        """
        provider "corner" { prefix = "refused" }
        resource "corner_rules" "x" { name = "a" }
        """);
    terraform.tryPlan().failedWith("Unable to use the prefix", "It is refused.", "prefix");
  }
}
