package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.acceptance.terraform.TerraformProcess;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What Terraform and its state make of a provider that fails, throws, lies or is interrupted.
class FaultsTest extends CornerTest {

  private static final String X = "corner_fault.x";

  private void fault(String fault, String more) {
    terraform.configuration(resource("corner_fault", "fault = \"" + fault + "\"\n" + more));
  }

  @Test
  void aCreateThatFailsLeavesNoState() {
    fault("fail create", "");
    terraform.tryApply().failedWith("Unable to create it", "The server said no.", X);
    assertThat(terraform.state().addresses()).isEmpty();
    fault("", "");
    terraform.apply();
    assertThat(world.ids()).hasSize(1);
  }

  @Test
  void aCreateThatFailsHalfWayLeavesATaintedObject() {
    fault("fail after create", "");
    terraform.tryApply().failedWith("Unable to finish it");
    assertThat(terraform.state().tainted(X)).isTrue();
    fault("", "");
    terraform.apply();
    assertThat(world.ids()).containsExactly("fault-2");
  }

  @Test
  void anUpdateThatFailsHalfWayRecordsWhatIsTrue() {
    fault("", "value = \"1\"\nother = \"1\"");
    terraform.apply();
    fault("fail update", "value = \"2\"\nother = \"2\"");
    terraform.tryApply().failedWith("Unable to change it", "The server said no.");
    assertThat(terraform.state().attributes(X).path("value").asString()).isEqualTo("2");
    assertThat(terraform.state().attributes(X).path("other").asString()).isEqualTo("1");
    assertThat(terraform.state().tainted(X)).isFalse();
    fault("", "value = \"2\"\nother = \"2\"");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void aDeleteThatFailsKeepsTheObject() {
    fault("fail delete", "");
    terraform.apply();
    terraform
        .run("destroy", "-auto-approve", "-no-color")
        .failedWith("Unable to delete it", "The server said no.");
    assertThat(terraform.state().addresses()).containsExactly(X);
    assertThat(world.ids()).containsExactly("fault-1");
  }

  @Test
  void anExceptionBecomesOneDiagnosticAndThePluginLivesOn() {
    terraform.configuration(
        """
        resource "corner_fault" "x" { fault = "throw in create" }
        resource "corner_fault" "y" { depends_on = [corner_rules.z] }
        resource "corner_rules" "z" { name = "a" }
        """);
    Run run = terraform.tryApply("-parallelism=1").failedWith("corner_fault.x");
    assertThat(run.stderr().split("Error: ", -1)).as(run::toString).hasSize(2);
    assertThat(run.flowing()).doesNotContain("did not respond").doesNotContain("crash");
    assertThat(terraform.state().addresses()).contains("corner_fault.y", "corner_rules.z");
  }

  @Test
  void anExceptionInPlanOrReadIsADiagnosticToo() {
    fault("throw in plan", "");
    assertThat(terraform.tryPlan().failedWith(X).flowing()).doesNotContain("did not respond");
    fault("throw in read", "");
    terraform.apply();
    assertThat(terraform.tryPlan().failedWith(X).flowing()).doesNotContain("did not respond");
  }

  @Test
  void aResultThatIsNotAsPlannedIsOurDiagnosticAndTheTruthIsInTheState() {
    fault("wrong result", "value = \"what was planned\"");
    Run run = terraform.tryApply().failedWith("value", "what was planned", "what it really is");
    assertThat(run.flowing()).doesNotContain("Provider produced");
    assertThat(terraform.state().attributes(X).path("value").asString())
        .isEqualTo("what it really is");
  }

  @Test
  void aWarningAtTheDestroyPlanIsShown() {
    fault("warn on destroy", "");
    terraform.apply();
    Run plan = terraform.tryPlan("-destroy").succeeded();
    assertThat(plan.flowing()).contains("It will be missed", "Destroying it cannot be undone.");
    terraform.destroy();
    assertThat(world.ids()).isEmpty();
  }

  @Test
  void anInterruptedApplyKeepsWhatWasMade() throws InterruptedException {
    terraform.configuration(
        """
        resource "corner_fault" "x" { fault = "wait" }
        resource "corner_rules" "after" {
          name       = "a"
          depends_on = [corner_fault.x]
        }
        """);
    TerraformProcess apply = terraform.start("apply", "-auto-approve", "-no-color");
    assertThat(world.waiting().await(20, TimeUnit.SECONDS)).isTrue();
    apply.interrupt();
    Run run = apply.finish();
    assertThat(run.exit()).as(run::toString).isEqualTo(1);
    assertThat(run.flowing()).contains("Interrupt received").doesNotContain("did not respond");
    assertThat(terraform.state().addresses()).containsExactly(X);
    assertThat(world.ids()).containsExactly("fault-1");
    assertThat(terraform.state().tainted(X)).isFalse();
  }
}
