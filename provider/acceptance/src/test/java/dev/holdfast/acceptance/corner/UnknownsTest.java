package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import dev.holdfast.acceptance.terraform.ExactJson;
import dev.holdfast.acceptance.terraform.State;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Values that are known only after the apply, in every position.
class UnknownsTest extends CornerTest {

  private static final String SOURCES =
      """
      resource "terraform_data" "text" { input = "hi" }
      resource "terraform_data" "number" { input = 5.25 }
      resource "terraform_data" "yes" { input = true }
      resource "terraform_data" "texts" { input = ["a", "b"] }
      resource "terraform_data" "leaves" { input = [{ name = "a" }, { name = "b" }] }
      resource "terraform_data" "map" { input = { k = { name = "a" } } }
      resource "terraform_data" "leaf" { input = { name = "a" } }
      locals {
        text   = terraform_data.text.output
        number = terraform_data.number.output
        yes    = terraform_data.yes.output
        texts  = terraform_data.texts.output
        leaves = terraform_data.leaves.output
        map    = terraform_data.map.output
        leaf   = terraform_data.leaf.output
      }
      """;

  /// @param unknown where the plan must say "known after apply", as a JSON pointer
  /// @param attribute what must stand in the state afterwards
  private record Case(String body, String unknown, String attribute, String value) {}

  private static final List<Case> CASES =
      List.of(
          new Case("string = local.text", "/string", "string", "\"hi\""),
          new Case("string = \"it is ${local.text}\"", "/string", "string", "\"it is hi\""),
          new Case("number = local.number", "/number", "number", "5.25"),
          new Case("bool = local.yes", "/bool", "bool", "true"),
          new Case("strings = [local.text, \"b\"]", "/strings/0", "strings", "[\"hi\",\"b\"]"),
          new Case("strings = local.texts", "/strings", "strings", "[\"a\",\"b\"]"),
          new Case(
              "string_set = [local.text, \"b\"]", "/string_set/1", "string_set", "[\"b\",\"hi\"]"),
          new Case("string_set = local.texts", "/string_set", "string_set", "[\"a\",\"b\"]"),
          new Case("numbers = { a = local.number }", "/numbers/a", "numbers", "{\"a\":5.25}"),
          new Case("lists = { a = [[local.text]] }", "/lists/a/0/0", "lists", "{\"a\":[[\"hi\"]]}"),
          new Case("pair = [local.text, 1]", "/pair/0", "pair", "[\"hi\",1]"),
          new Case(
              "object = { a = local.text, b = true }",
              "/object/a",
              "object",
              "{\"a\":\"hi\",\"b\":true}"),
          new Case("anything = local.text", "/anything", "anything", "\"hi\""),
          new Case(
              "anything = { deep = [local.text] }",
              "/anything/deep/0",
              "anything",
              "{\"deep\":[\"hi\"]}"),
          new Case("single = { name = local.text }", "/single/name", "single", leaf("hi")),
          new Case("single = local.leaf", "/single", "single", leaf("a")),
          new Case("list = [{ name = local.text }]", "/list/0/name", "list", list(leaf("hi"))),
          new Case("list = local.leaves", "/list", "list", list(leaf("a"), leaf("b"))),
          new Case("set = [{ name = local.text }]", "/set/0/name", "set", list(leaf("hi"))),
          new Case("set = local.leaves", "/set", "set", list(leaf("a"), leaf("b"))),
          new Case(
              "map = { k = { name = local.text } }",
              "/map/k/name",
              "map",
              "{\"k\":" + leaf("hi") + "}"),
          new Case("map = local.map", "/map", "map", "{\"k\":" + leaf("a") + "}"),
          new Case(
              "sets = [{ inner = [{ name = local.text }] }]",
              "/sets/0/inner/0/name",
              "sets",
              "[{\"inner\":[" + leaf("hi") + "]}]"),
          new Case(
              "deep = [{ map = { k = { single = { name = local.text } } } }]",
              "/deep/0/map/k/single/name",
              "deep",
              "[{\"map\":{\"k\":{\"single\":" + leaf("hi") + "}}}]"),
          new Case(
              "deep = [{ map = { k = { single = { name = \"a\" } } } }]",
              "/deep/0/map/k/single/assigned",
              "deep",
              "[{\"map\":{\"k\":{\"single\":" + leaf("a") + "}}}]"),
          new Case(
              "timeouts {\ncreate = local.text\n}",
              "/timeouts/create",
              "timeouts",
              "{\"create\":\"hi\",\"read\":null}"),
          new Case("rule {\nname = local.text\n}", "/rule/0/name", "rule", list(leaf("hi"))),
          new Case("tag {\nname = local.text\n}", "/tag/0/name", "tag", list(leaf("hi"))),
          new Case(
              "dynamic \"rule\" {\nfor_each = local.texts\ncontent {\nname = rule.value\n}\n}",
              "/rule",
              "rule",
              list(leaf("a"), leaf("b"))),
          new Case(
              "dynamic \"tag\" {\nfor_each = local.texts\ncontent {\nname = tag.value\n}\n}",
              "/tag",
              "tag",
              list(leaf("a"), leaf("b"))));

  private static String leaf(String name) {
    return """
    {"name":"%s","size":null,"kind":"ordinary","assigned":"assigned"}\
    """
        .formatted(name);
  }

  private static String list(String... elements) {
    return "[" + String.join(",", elements) + "]";
  }

  @Test
  void standInEveryPositionOfAPlanAndBecomeKnownInTheApply() {
    terraform.configuration(configuration());
    Changes plan = terraform.plan();
    terraform.run("apply", "-no-color", "plan.bin").succeeded();
    State state = terraform.state();
    var softly = new SoftAssertions();
    for (int i = 0; i < CASES.size(); i++) {
      Case expected = CASES.get(i);
      String address = "corner_shapes.x" + i;
      softly
          .assertThat(plan.unknown(address).at(expected.unknown()).asBoolean(false))
          .as("%s: %s in %s", expected.body(), expected.unknown(), plan.unknown(address))
          .isTrue();
      softly
          .assertThat(state.attributes(address).path(expected.attribute()))
          .as(expected.body())
          .isEqualTo(ExactJson.read(expected.value()));
    }
    softly.assertAll();
    terraform.expectNoChanges();
  }

  private static String configuration() {
    var hcl = new StringBuilder(SOURCES);
    for (int i = 0; i < CASES.size(); i++) {
      hcl.append("resource \"corner_shapes\" \"x%d\" {\n%s\n}\n".formatted(i, CASES.get(i).body()));
    }
    return hcl.toString();
  }

  @Test
  void aValidatorIsNotAskedAboutAnUnknown() {
    terraform.configuration(
        """
        resource "terraform_data" "long" { input = "much too long a name" }
        resource "corner_rules" "x" { name = terraform_data.long.output }
        """);
    assertThat(terraform.plan().unknown("corner_rules.x").path("name").asBoolean()).isTrue();
    terraform.tryApply().failedWith("Name too long", "corner_rules.x");
  }
}
