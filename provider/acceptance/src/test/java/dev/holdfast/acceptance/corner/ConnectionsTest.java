package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.acceptance.terraform.TerraformProcess;
import org.junit.jupiter.api.Test;

/// A configuration belongs to the connection it was sent on, not to the process.
class ConnectionsTest extends CornerTest {

  @Test
  void twoAliasesKeepTheirOwnConfigurations() {
    terraform.configuration(
        """
        provider "corner" { prefix = "main" }
        provider "corner" {
          alias  = "second"
          prefix = "second"
        }
        resource "corner_rules" "x" { name = "a" }
        resource "corner_rules" "y" {
          provider = corner.second
          name     = "b"
        }
        """);
    terraform.apply();
    assertThat(prefix("corner_rules.x")).isEqualTo("main");
    assertThat(prefix("corner_rules.y")).isEqualTo("second");
  }

  private String prefix(String address) {
    return terraform.state().attributes(address).path("prefix").asString();
  }

  @Test
  void twoRunsAtOnceKeepTheirOwnConfigurations() {
    String configuration =
        """
        provider "corner" { prefix = "%s" }
        resource "corner_fault" "x" {
          count = %d
          fault = "meet"
        }
        resource "corner_rules" "x" {
          name       = "a"
          depends_on = [corner_fault.x]
        }
        """;
    try (var other = another()) {
      terraform.configuration(configuration.formatted("one", CROWD / 2));
      other.configuration(configuration.formatted("two", CROWD / 2));
      String[] apply = {"apply", "-auto-approve", "-no-color", "-parallelism=" + CROWD};
      TerraformProcess first = terraform.start(apply);
      TerraformProcess second = other.start(apply);
      Run ended = first.finish().succeeded();
      assertThat(second.finish().succeeded().exit()).isEqualTo(ended.exit());
      assertThat(prefix("corner_rules.x")).isEqualTo("one");
      assertThat(other.state().attributes("corner_rules.x").path("prefix").asString())
          .isEqualTo("two");
    }
  }

  @Test
  void aConfigurationMayBeUnknownUntilTheApply() {
    terraform.configuration(
        """
        resource "terraform_data" "prefix" { input = "late" }
        provider "corner" { prefix = terraform_data.prefix.output }
        resource "corner_rules" "x" { name = "a" }
        """);
    terraform.apply();
    assertThat(prefix("corner_rules.x")).isEqualTo("late");
    terraform.expectNoChanges();
  }
}
