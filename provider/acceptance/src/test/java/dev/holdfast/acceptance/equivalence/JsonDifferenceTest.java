package dev.holdfast.acceptance.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonDifferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}|{\"a\":1.0}|",
        "{\"a\":1}|{\"a\":\"1\"}|a: expected 1, was \"1\"",
        "{\"a\":[1,2]}|{\"a\":[1]}|a.1: expected 2, was nothing",
        "{}|{\"a\":{\"b\":null}}|a: expected nothing, was {\"b\":null}",
        "{\"a\":{\"b\":{}}}|{\"a\":{\"b\":[]}}|a.b: expected {}, was []",
        "{\"timestamp\":1}|{\"timestamp\":2}|",
        "{\"values\":{\"timestamp\":1}}|{\"values\":{\"timestamp\":2}}|values.timestamp: expected 1, was 2",
        "{\"own\":{\"x\":{\"y\":1}}}|{\"own\":{\"x\":{\"y\":2}}}|"
      })
  void namesEachFieldThatDiffers(String expected, String actual, String difference) {
    List<String> found =
        JsonDifference.between(
            JsonMapper.shared().readTree(expected),
            JsonMapper.shared().readTree(actual),
            Ignored.fields(List.of("own.*.y")));
    assertThat(found).isEqualTo(difference == null ? List.of() : List.of(difference));
  }
}
