package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Ephemeral resources: opened, renewed and closed within one run, never stored.
class EphemeralTest extends CornerTest {

  @Test
  void areOpenedAndClosedInEachWalkThatNeedsThem() {
    terraform.configuration(
        """
        ephemeral "corner_token" "t" { user = "me" }
        provider "corner" {
          alias  = "tokened"
          token  = ephemeral.corner_token.t.secret
          prefix = "p"
        }
        resource "corner_rules" "x" {
          provider = corner.tokened
          name     = "a"
        }
        """);
    terraform.plan();
    assertThat(world.events()).containsExactly("open me", "close \"me\"");
    terraform.run("apply", "-no-color", "plan.bin").succeeded();
    assertThat(world.events()).filteredOn("open me"::equals).hasSize(2);
    assertThat(world.events()).filteredOn("close \"me\""::equals).hasSize(2);
    assertThat(terraform.stateFile().toString()).doesNotContain("token of me");
  }

  @Test
  void areRenewedWhenTheirTimeHasCome() {
    terraform.configuration(
        """
        ephemeral "corner_token" "t" {
          user  = "me"
          renew = true
        }
        resource "corner_secret" "s" { password_wo = ephemeral.corner_token.t.secret }
        resource "corner_fault" "x" {
          count      = %d
          fault      = "meet"
          depends_on = [corner_secret.s]
        }
        """
            // The last of the crowd is the renewal itself, so the apply cannot end before it.
            .formatted(CROWD - 2));
    terraform.apply("-parallelism=" + CROWD);
    assertThat(world.events()).contains("renew \"me\"");
    assertThat(world.events()).last().isEqualTo("close \"me\"");
  }

  @Test
  void thatCannotBeOpenedAreAnErrorAtTheirAttribute() {
    terraform.configuration("ephemeral \"corner_token\" \"t\" { user = \"nobody\" }\n");
    terraform.tryPlan().failedWith("Unable to open a token", "There is no nobody.", "user");
  }

  @Test
  void waitForWhatIsNotKnownYet() {
    terraform.configuration(
        """
        resource "corner_rules" "x" { name = "a" }
        ephemeral "corner_token" "t" { user = corner_rules.x.stamp }
        resource "corner_secret" "s" { password_wo = ephemeral.corner_token.t.secret }
        """);
    terraform.plan();
    assertThat(world.events()).isEmpty();
    terraform.apply();
    assertThat(world.events()).contains("open stamp 1", "password token of stamp 1 key none");
  }
}
