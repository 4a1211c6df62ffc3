package dev.holdfast.language.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Queries of JMESPath, most of them from its tutorial and specification.
final class JmesPathTest {
  private static final String DATA =
      """
      {"a": {"b": {"c": "d"}}, "n": [0, 1, 2, 3, 4, 5],
       "people": [{"name": "Ann", "age": 30, "tags": ["x", "y"]},
                  {"name": "Bob", "age": 20, "tags": ["z"]},
                  {"name": "Eve", "age": 50}],
       "ops": {"one": {"num": 1}, "two": {"num": 2}, "three": {"x": 3}},
       "nested": [[0, 1], 2, [3, [4]]], "with space": 1, "nil": null, "empty": []}
      """;

  private static Value query(String expression) {
    return JmesEval.query(
        JsonReader.read(DATA), Arguments.of(Str.of(expression)), new FilterContext());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '^',
      textBlock =
          """
          a.b.c => "d"
          a.x.c => null
          n[0] => 0
          n[-1] => 5
          n[9] => null
          n[1:4] => [1, 2, 3]
          n[::2] => [0, 2, 4]
          n[::-1] => [5, 4, 3, 2, 1, 0]
          people[*].name => ["Ann", "Bob", "Eve"]
          people[:2].name => ["Ann", "Bob"]
          people[*].tags[] => ["x", "y", "z"]
          people[].tags[0] => ["x", "z"]
          ops.*.num => [1, 2]
          nested[] => [0, 1, 2, 3, [4]]
          nested[][] => [0, 1, 2, 3, 4]
          people[?age > `25`].name => ["Ann", "Eve"]
          people[?age > `25` && name != 'Eve'].name | [0] => "Ann"
          people[?name == 'Bob' || name == 'Eve'].age => [20, 50]
          people[?!tags].name => ["Eve"]
          people[?tags && contains(tags, 'x')].name | [0] => "Ann"
          people[*].[name, age] => [["Ann", 30], ["Bob", 20], ["Eve", 50]]
          people[*].{n: name, a: age} | [0] => {"n": "Ann", "a": 30}
          "with space" => 1
          nil => null
          empty[0] => null
          length(people) => 3
          sort_by(people, &age)[*].name => ["Bob", "Ann", "Eve"]
          max_by(people, &age).name => "Eve"
          join(', ', people[*].name) => "Ann, Bob, Eve"
          sum(n) => 15
          keys(a) => ["b"]
          to_string(a.b) => "{\\"c\\":\\"d\\"}"
          type(n) => "array"
          not_null(nil, a.b.c) => "d"
          map(&age, people) => [30, 20, 50]
          starts_with(a.b.c, 'd') => true
          reverse(n)[0] => 5
          nil || a.b.c => "d"
          @.a.b => {"c": "d"}
          people[?tags[?@ == 'z']].name | [0] => "Bob"
          people[?name=='Ann'].tags | [0] | [1] => "y"
          """)
  void queriesFindWhatTheSpecificationSays(String expression, String expected) {
    assertThat(JsonWriter.write(query(expression), JsonFormat.PLAIN))
        .isEqualTo(expected.replace("\\\\", "\\"));
  }

  @Test
  void brokenQueriesAreErrors() {
    for (String broken : new String[] {"a.", "[", "a[?x", "foo(", "a b", "nope(@)", "#"}) {
      assertThatThrownBy(() -> query(broken)).isInstanceOf(TemplateError.class);
    }
  }
}
