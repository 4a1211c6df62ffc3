package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import dev.holdfast.framework.value.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of every type through plan, apply, read and back.
class ShapesTest extends CornerTest {

  private static final String NUMBER = "/resources/0/instances/0/attributes/number";

  private void shapes(String body) {
    terraform.configuration(resource("corner_shapes", body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "12345678901234567890.123456789",
        "-9007199254740993",
        "18446744073709551617",
        "1e-30",
        "123456789012345678901234567890123456789012345678901234567890"
      })
  void aNumberKeepsEveryDigit(String number) {
    shapes("number = " + number);
    terraform.apply();
    assertThat(terraform.stateFile().at(NUMBER).decimalValue()).isEqualByComparingTo(number);
    terraform.expectNoChanges();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anything = \"text\"",
        "anything = 7",
        "anything = null",
        "anything = []",
        "anything = [\"a\", 1, true, null]",
        "anything = { a = [1], b = { c = \"d\" } }",
        "anything = toset([\"b\", \"a\"])",
        "anything = tomap({ a = 1 })",
        "strings = []",
        "string_set = []",
        "numbers = {}",
        "list = []",
        "set = []",
        "map = {}",
        "strings = [null]",
        "string = \"\"",
        "string = \"cafe\\u0301 \\ud83d\\ude80\""
      })
  void whatAConfigurationSaysStaysAsItIs(String body) {
    shapes(body.replace("\\ud83d\\ude80", "🚀"));
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void aDynamicAttributeMayChangeItsType() {
    shapes("anything = 7");
    terraform.apply();
    shapes("anything = [\"seven\"]");
    Changes plan = terraform.plan();
    assertThat(plan.actions("corner_shapes.x")).containsExactly("update");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void anElementAddedToANestedSetLeavesTheOthersKnown() {
    shapes("set = [{ name = \"a\" }, { name = \"b\", size = 2 }]");
    terraform.apply();
    shapes("set = [{ name = \"a\" }, { name = \"b\", size = 2 }, { name = \"c\" }]");
    Changes plan = terraform.plan();
    assertThat(plan.actions("corner_shapes.x")).containsExactly("update");
    List<String> assigned =
        plan.after("corner_shapes.x")
            .path("set")
            .valueStream()
            .map(element -> element.path("assigned").asString("unknown"))
            .sorted()
            .toList();
    assertThat(assigned).containsExactly("assigned", "assigned", "unknown");
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void aListAndAMapKeepWhatWasAssignedByPlaceAndKey() {
    shapes("list = [{ name = \"a\" }]\nmap = { k = { name = \"a\" } }\nrule {\nname = \"a\"\n}");
    terraform.apply();
    shapes(
        """
        list = [{ name = "z" }, { name = "b" }]
        map = { k = { name = "z" }, l = { name = "b" } }
        rule {
          name = "z"
        }
        rule {
          name = "b"
        }
        """);
    Changes plan = terraform.plan();
    for (String one : List.of("/list/0", "/map/k", "/rule/0")) {
      assertThat(plan.after("corner_shapes.x").at(one + "/assigned").asString(""))
          .isEqualTo("assigned");
    }
    for (String two : List.of("/list/1", "/map/l", "/rule/1")) {
      assertThat(plan.unknown("corner_shapes.x").at(two + "/assigned").asBoolean(false)).isTrue();
    }
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void theServersChangeInsideANestedValueIsPlannedBack() {
    shapes("map = { k = { name = \"a\", size = 1 } }");
    terraform.apply();
    world.change("shapes-1", object -> object.with("map", Values.NULL));
    Changes plan = terraform.plan();
    assertThat(plan.actions("corner_shapes.x")).containsExactly("update");
    assertThat(plan.after("corner_shapes.x").at("/map/k/size").asInt()).isEqualTo(1);
    terraform.apply();
    terraform.expectNoChanges();
  }
}
