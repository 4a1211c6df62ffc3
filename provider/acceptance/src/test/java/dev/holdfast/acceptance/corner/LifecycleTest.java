package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import org.junit.jupiter.api.Test;

/// What Terraform does with objects over their life: plan files, targets, drift, import, moves,
/// upgrades.
class LifecycleTest extends CornerTest {

  private static final String X = "corner_rules.x";

  @Test
  void aPlanFileIsAppliedAsPlanned() {
    rules("name = \"a\"\nsize = 1");
    terraform.plan();
    rules("name = \"later\"");
    terraform.run("apply", "-no-color", "plan.bin").succeeded();
    assertThat(terraform.state().attributes(X).path("name").asString()).isEqualTo("a");
    rules("name = \"a\"\nsize = 1");
    terraform.expectNoChanges();
    terraform.plan("-destroy");
    terraform.run("apply", "-no-color", "plan.bin").succeeded();
    assertThat(world.ids()).isEmpty();
  }

  @Test
  void aTargetLeavesTheRestAlone() {
    terraform.configuration(
        """
        resource "corner_rules" "x" { name = "a" }
        resource "corner_rules" "y" { name = "b" }
        """);
    terraform.apply("-target=" + X);
    assertThat(terraform.state().addresses()).containsExactly(X);
    terraform.apply();
    terraform.destroy("-target=" + X);
    assertThat(terraform.state().addresses()).containsExactly("corner_rules.y");
  }

  @Test
  void aRefreshOnlyPlanTakesOverWhatTheServerSays() {
    rules("name = \"a\"\nsize = 5");
    terraform.apply();
    world.change("rules-1", object -> object.with("size", Value.of(2)));
    Changes plan = terraform.plan("-refresh-only");
    assertThat(plan.drift(X).at("/after/size").asInt()).isEqualTo(2);
    assertThat(plan.change(X).isMissingNode()).isTrue();
    terraform.apply("-refresh-only");
    assertThat(terraform.state().attributes(X).path("size").asInt()).isEqualTo(2);
    assertThat(terraform.plan().after(X).path("size").asInt()).isEqualTo(5);
    assertThat(terraform.plan("-refresh=false").actions(X)).containsExactly("update");
  }

  @Test
  void anObjectThatIsGoneIsMadeAgain() {
    rules("name = \"a\"");
    terraform.apply();
    world.remove("rules-1");
    assertThat(terraform.plan().actions(X)).containsExactly("create");
    terraform.apply();
    assertThat(world.ids()).containsExactly("rules-2");
  }

  @Test
  void anObjectIsAdoptedByItsId() {
    rules("name = \"a\"\nsize = 1");
    terraform.apply();
    terraform.run("state", "rm", X).succeeded();
    terraform.importId(X, "rules-1");
    assertThat(terraform.state().attributes(X).path("size").asInt()).isEqualTo(1);
    terraform.expectNoChanges();
  }

  @Test
  void anObjectIsAdoptedByAnImportBlock() {
    rules("name = \"a\"\nsize = 1");
    terraform.apply();
    terraform.run("state", "rm", X).succeeded();
    terraform.file("import.tf", "import {\n  to = corner_rules.x\n  id = \"rules-1\"\n}\n");
    Changes plan = terraform.plan();
    assertThat(plan.actions(X)).containsExactly("no-op");
    assertThat(plan.change(X).at("/importing/id").asString()).isEqualTo("rules-1");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void anImportBlockCanWriteTheConfiguration() {
    rules("name = \"a\"\nsize = 1");
    terraform.apply();
    terraform.run("state", "rm", X).succeeded();
    terraform.configuration("import {\n  to = corner_rules.made\n  id = \"rules-1\"\n}\n");
    terraform.tryPlan("-generate-config-out=made.tf").succeeded();
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(terraform.state().attributes("corner_rules.made").path("size").asInt()).isEqualTo(1);
  }

  @Test
  void adoptingWhatIsNotThereIsAnError() {
    rules("name = \"a\"");
    terraform
        .run("import", "-no-color", X, "rules-7")
        .failedWith("Unable to import corner_rules", "There is no object rules-7.");
  }

  @Test
  void aRenamedResourceIsNotTouched() {
    rules("name = \"a\"");
    terraform.apply();
    terraform.configuration(
        """
        resource "corner_rules" "y" { name = "a" }
        moved {
          from = corner_rules.x
          to   = corner_rules.y
        }
        """);
    Changes plan = terraform.plan();
    assertThat(plan.actions("corner_rules.y")).containsExactly("no-op");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void theStateOfAnotherTypeIsTakenOver() {
    terraform.configuration(resource("corner_shapes", "string = \"a\""));
    terraform.apply();
    terraform.configuration(
        """
        resource "corner_rules" "x" {
          name = "a"
        }
        moved {
          from = corner_shapes.x
          to   = corner_rules.x
        }
        """);
    world.change("shapes-1", LifecycleTest::asRules);
    Changes plan = terraform.plan();
    assertThat(plan.actions(X)).containsExactly("no-op");
    terraform.apply();
    assertThat(terraform.state().attributes(X).path("name").asString()).isEqualTo("a");
    rules("name = \"b\"");
    terraform.apply();
    assertThat(terraform.state().attributes(X).path("writes").asString())
        .as("private state came with the move")
        .isEqualTo("8");
  }

  /// The object as the server shows it to the other type.
  private static Value.Obj asRules(Value.Obj shapes) {
    return Values.nullObject(new Rules().schema().type())
        .with("id", shapes.get("id"))
        .with("name", shapes.get("string"))
        .with("mode", Value.of("fast"))
        .with("zero", Value.of(0));
  }

  @Test
  void aTypeThatNobodyKnowsIsNotTakenOver() {
    terraform.configuration(resource("corner_fault", ""));
    terraform.apply();
    terraform.configuration(
        """
        resource "corner_rules" "x" {
          name = "a"
        }
        moved {
          from = corner_fault.x
          to   = corner_rules.x
        }
        """);
    terraform.tryPlan().failedWith("corner_fault", "corner_rules");
  }

  @Test
  void fiftyObjectsAreMadeAtOnce() {
    terraform.configuration(
        """
        resource "corner_fault" "x" {
          count = %d
          fault = "meet"
        }
        """
            .formatted(CROWD));
    terraform.apply("-parallelism=" + CROWD);
    assertThat(world.ids()).hasSize(CROWD);
    terraform.expectNoChanges("-parallelism=" + CROWD);
    terraform.destroy("-parallelism=" + CROWD);
    assertThat(world.ids()).isEmpty();
  }
}
