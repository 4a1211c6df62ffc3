package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import org.junit.jupiter.api.Test;

/// Data sources.
class DataSourceTest extends CornerTest {

  private static final String D = "data.corner_lookup.d";

  @Test
  void areReadInThePlanWhenTheirConfigurationIsKnown() {
    terraform.configuration("data \"corner_lookup\" \"d\" { id = \"nothing\" }\n");
    terraform.plan();
    assertThat(world.events()).containsExactly("lookup nothing");
    terraform.apply();
    assertThat(terraform.state().attributes(D).path("found").asBoolean(true)).isFalse();
    assertThat(terraform.state().attributes(D).path("facts").size()).isZero();
    terraform.expectNoChanges();
  }

  @Test
  void waitForTheApplyWhenTheirConfigurationIsUnknown() {
    terraform.configuration(
        """
        resource "corner_rules" "x" { name = "a" }
        data "corner_lookup" "d" { id = corner_rules.x.id }
        output "name" { value = data.corner_lookup.d.facts[0].name }
        """);
    Changes plan = terraform.plan();
    assertThat(plan.actions(D)).containsExactly("read");
    assertThat(world.events()).isEmpty();
    terraform.apply();
    assertThat(terraform.state().output("name").asString()).isEqualTo("a");
    terraform.expectNoChanges();
  }

  @Test
  void thatFailAreAnErrorAtTheirAttribute() {
    terraform.configuration("data \"corner_lookup\" \"d\" { id = \"forbidden\" }\n");
    terraform
        .tryPlan()
        .failedWith("Unable to look it up", "It is forbidden.", "id = \"forbidden\"");
  }
}
