package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import dev.holdfast.acceptance.terraform.Run;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Defaults, replacement, equality by meaning, "use the state's value" and private state.
class PlanRulesTest extends CornerTest {

  private static final String X = "corner_rules.x";

  @Test
  void aDefaultIsPlannedWhereTheConfigurationSaysNothing() {
    rules("name = \"a\"");
    JsonNode after = terraform.plan().after(X);
    assertThat(after.path("mode").asString()).isEqualTo("fast");
    assertThat(after.path("zero").asInt(7)).isZero();
    terraform.apply();
    terraform.expectNoChanges();
    rules("name = \"a\"\nmode = \"slow\"");
    assertThat(terraform.plan().after(X).path("mode").asString()).isEqualTo("slow");
    terraform.apply();
    rules("name = \"a\"");
    assertThat(terraform.plan().after(X).path("mode").asString()).isEqualTo("fast");
  }

  @Test
  void aChangeThatCannotBeMadeInPlaceReplacesAndSaysWhy() {
    rules("name = \"a\"\nregion = \"here\"");
    terraform.apply();
    rules("name = \"a\"\nregion = \"there\"");
    Changes plan = terraform.plan();
    assertThat(plan.actions(X)).containsExactly("delete", "create");
    assertThat(plan.change(X).path("replace_paths").toString()).isEqualTo("[[\"region\"]]");
    assertThat(plan.unknown(X).path("id").asBoolean()).isTrue();
    terraform.apply();
    assertThat(world.ids()).containsExactly("rules-2");
    terraform.expectNoChanges();
  }

  @Test
  void replacementMayDependOnTheChange() {
    rules("name = \"a\"\nsize = 10");
    terraform.apply();
    rules("name = \"a\"\nsize = 20");
    assertThat(terraform.plan().actions(X)).containsExactly("update");
    rules("name = \"a\"\nsize = 5");
    assertThat(terraform.plan().actions(X)).containsExactly("delete", "create");
  }

  @Test
  void replacementMayDependOnTheConfiguration() {
    rules("name = \"a\"\nzone = \"one\"");
    terraform.apply();
    rules("name = \"a\"");
    terraform.expectNoChanges();
    rules("name = \"a\"\nzone = \"two\"");
    assertThat(terraform.plan().actions(X)).containsExactly("delete", "create");
  }

  @Test
  void anotherSpellingOfTheSameIsNoChange() {
    rules("name = \"a\"\nmac = \"aa:bb\"");
    terraform.apply();
    assertThat(terraform.state().attributes(X).path("mac").asString()).isEqualTo("aa:bb");
    terraform.expectNoChanges();
    rules("name = \"a\"\nmac = \"Aa:Bb\"");
    terraform.expectNoChanges();
    rules("name = \"a\"\nmac = \"aa:cc\"");
    assertThat(terraform.plan().actions(X)).containsExactly("update");
  }

  @Test
  void anUpdateOfOneKeyPlansThatKeyAndWhatTheServerSetsWithEveryWrite() {
    rules("name = \"a\"\nsize = 1\npassword = \"hidden\"");
    terraform.apply();
    rules("name = \"a\"\nsize = 2\npassword = \"hidden\"");
    Run plan = terraform.tryPlan().succeeded();
    assertThat(
            plan.stdout()
                .lines()
                .map(String::strip)
                .filter(
                    line -> line.startsWith("~") || line.startsWith("+") || line.startsWith("-"))
                .filter(line -> line.contains("="))
                .map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "~ size = 1 -> 2",
            "~ stamp = \"stamp 1\" -> (known after apply)",
            "~ writes = \"1\" -> (known after apply)");
  }

  @Test
  void privateStateIsKeptFromWriteToWrite() {
    for (int write = 1; write <= 3; write++) {
      rules("name = \"a\"\nsize = " + write);
      terraform.apply();
      terraform.run("refresh", "-no-color").succeeded();
      assertThat(terraform.state().attributes(X).path("writes").asString())
          .isEqualTo(Integer.toString(write));
    }
  }

  @Test
  void aSensitiveValueIsNotPrinted() {
    rules("name = \"a\"\npassword = \"geheim\"");
    Run run = terraform.tryPlan("-out=plan.bin").succeeded();
    assertThat(run.stdout()).contains("(sensitive value)").doesNotContain("geheim");
    Changes plan = terraform.shown("plan.bin");
    assertThat(plan.change(X).at("/after_sensitive/password").asBoolean()).isTrue();
  }

  @Test
  void aTaintedObjectIsReplaced() {
    rules("name = \"a\"");
    terraform.apply();
    terraform.run("taint", "-no-color", X).succeeded();
    assertThat(terraform.plan().actions(X)).containsExactly("delete", "create");
    terraform.run("untaint", "-no-color", X).succeeded();
    terraform.expectNoChanges();
  }

  @Test
  void replacementCanBeAskedForOrTriggered() {
    terraform.configuration(
        """
        resource "terraform_data" "generation" { input = 1 }
        resource "corner_rules" "x" {
          name = "a"
          lifecycle {
            replace_triggered_by = [terraform_data.generation]
          }
        }
        """);
    terraform.apply();
    assertThat(terraform.plan("-replace=" + X).actions(X)).containsExactly("delete", "create");
    terraform.configuration(
        """
        resource "terraform_data" "generation" { input = 2 }
        resource "corner_rules" "x" {
          name = "a"
          lifecycle {
            create_before_destroy = true
            replace_triggered_by  = [terraform_data.generation]
          }
        }
        """);
    assertThat(terraform.plan().actions(X)).containsExactly("create", "delete");
    terraform.apply();
    assertThat(world.ids()).containsExactly("rules-2");
    terraform.expectNoChanges();
  }
}
