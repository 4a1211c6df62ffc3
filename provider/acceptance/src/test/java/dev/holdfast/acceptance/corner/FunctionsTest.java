package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Provider functions.
class FunctionsTest extends CornerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "join(\"-\")|\"\"",
        "join(\"-\", \"a\", \"b\", \"c\")|\"a-b-c\"",
        "join(\"-\", [\"a\", \"b\"]...)|\"a-b\"",
        "divide(1, 8)|0.125",
        "describe(null)|{\"null\":true,\"parts\":0}",
        "describe([1, \"a\"])|{\"null\":false,\"parts\":2}"
      })
  void answer(String call, String answer) {
    terraform.configuration("output \"o\" {\n  value = provider::corner::" + call + "\n}\n");
    terraform.apply();
    assertThat(terraform.state().output("o")).hasToString(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "divide(1, 0)|Invalid value for \"b\" parameter: Nothing can be divided by zero.",
        "divide(1, \"x\")|Invalid value for \"b\" parameter",
        "join(null)|argument must not be null",
        "broken()|Error in function call"
      })
  void sayWhichArgumentIsWrong(String call, String message) {
    terraform.configuration("output \"o\" {\n  value = provider::corner::" + call + "\n}\n");
    assertThat(terraform.tryPlan().failedWith(message).flowing()).doesNotContain("did not respond");
  }

  @Test
  void areNotAskedAboutUnknowns() {
    terraform.configuration(
        """
        resource "corner_rules" "x" { name = "a" }
        output "o" {
          value = provider::corner::join("-", corner_rules.x.stamp, "b")
        }
        """);
    terraform.apply();
    assertThat(terraform.state().output("o").asString()).isEqualTo("stamp 1-b");
  }
}
