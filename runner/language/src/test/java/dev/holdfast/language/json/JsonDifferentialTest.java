package dev.holdfast.language.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.language.reference.RandomValues;
import dev.holdfast.language.reference.Reference;
import dev.holdfast.language.reference.Reference.Answer;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Our JSON and Python's get the same generated texts and values.
final class JsonDifferentialTest {
  private static final int TEXTS = 2000;
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"a\"",
          "\"b\"",
          "\"",
          "1",
          "-1",
          "01",
          "1.5",
          "1e3",
          "1.",
          "-",
          "NaN",
          "Infinity",
          "-Infinity",
          "true",
          "false",
          "null",
          "nul",
          " ",
          "\n",
          "\t",
          "\"\\u00e9\"",
          "\"\\u12\"",
          "\"\\x\"",
          "\"\\",
          "\"a\nb\"",
          "\"\\ud83d\\ude00\"",
          "12345678901234567890",
          "é",
          "[1,2]",
          "{\"a\":1}",
          "\"\\\"\\/\\b\"",
          ", ",
          "[]",
          "{}");

  @Test
  void textsAreReadAlikeWithTheSameErrors() {
    assertThat(reading(1, TEXTS)).isEmpty();
  }

  @Test
  void valuesAreWrittenAlike() {
    assertThat(writing("{}", JsonFormat.PLAIN, 2, TEXTS)).isEmpty();
    assertThat(
            writing(
                "{'indent': 2, 'ensure_ascii': False}",
                JsonFormat.PLAIN.withIndent(2).withEnsureAscii(false),
                3,
                TEXTS))
        .isEmpty();
    assertThat(
            writing(
                "{'sort_keys': True, 'separators': (',', ':')}",
                JsonFormat.PLAIN.withSortKeys(true).withSeparators(",", ":"),
                4,
                TEXTS))
        .isEmpty();
  }

  static List<String> reading(long seed, int count) {
    RandomValues random = new RandomValues(seed);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.number(7); length > 0; length--) {
        text.append(random.pick(PIECES));
      }
      Answer theirs = Reference.ask("json_loads", Map.of("text", text.toString()));
      Answer ours = answer(() -> Text.repr(JsonReader.read(text.toString())));
      compare(text.toString(), theirs, ours, differences);
    }
    return differences;
  }

  static List<String> writing(String kwargs, JsonFormat format, long seed, int count) {
    RandomValues random = new RandomValues(seed);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Value value = random.value(3);
      String literal = Text.repr(value);
      Answer theirs = Reference.ask("json_dumps", Map.of("value", literal, "kwargs", kwargs));
      compare(literal, theirs, answer(() -> JsonWriter.write(value, format)), differences);
    }
    return differences;
  }

  private static void compare(String input, Answer theirs, Answer ours, List<String> differences) {
    if (theirs.succeeded() != ours.succeeded() || !theirs.text().equals(ours.text())) {
      differences.add("%s%n theirs: %s%n ours: %s%n".formatted(input, theirs, ours));
    }
  }

  private static Answer answer(Supplier<String> work) {
    try {
      return new Answer(true, work.get(), "");
    } catch (LanguageException e) {
      return new Answer(false, e.message(), "");
    }
  }
}
