package dev.holdfast.language.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.language.reference.RandomValues;
import dev.holdfast.language.reference.Reference;
import dev.holdfast.language.reference.Reference.Answer;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Our patterns and Python's get the same generated pieces.
final class PythonRegexDifferentialTest {
  private static final int PATTERNS = 2500;

  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "ab",
          ".",
          "\\d",
          "\\w+",
          "\\s*",
          "[a-c]",
          "[^a]",
          "[]a]",
          "[a&&b]",
          "[[x]",
          "\\b",
          "^",
          "$",
          "(a)",
          "(?:b)",
          "(?P<n>a)",
          "(?P=n)",
          "\\1",
          "|",
          "*",
          "+",
          "?",
          "{2}",
          "{,2}",
          "{1,}",
          "{",
          "}",
          "]",
          "(",
          ")",
          "\\.",
          "\\Z",
          "\\A",
          "\\q",
          "\\-",
          "(?=a)",
          "(?!b)",
          "(?<=a)",
          "(?i)",
          "(?i:A)",
          "é",
          "\\n",
          "-",
          "#",
          " ",
          "\\x41",
          "\\u0061",
          "\\012",
          "(?#c)",
          "*?",
          "++",
          "\\v",
          "\\h",
          "[\\d-x]",
          "[b-a]",
          "[\\]]");
  private static final List<String> SUBJECTS =
      List.of(
          "",
          "a",
          "ab",
          "aab b",
          "abc\nabc\n",
          "A1 b2",
          "[x]&&",
          "é ü",
          "aaa",
          "a.b-c#d",
          "{2}",
          "b\n");
  private static final List<String> TEMPLATES =
      List.of(
          "", "x", "\\1", "\\g<1>", "\\g<n>", "$1", "\\\\", "\\n", "\\g<0>!", "\\2", "\\q", "\\g<",
          "-\\0");

  @Test
  void patternsFindReplaceAndSplitAlike() {
    assertThat(differences(1, PATTERNS)).isEmpty();
  }

  static List<String> differences(long seed, int count) {
    RandomValues random = new RandomValues(seed);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int length = 1 + random.number(4); length > 0; length--) {
        pattern.append(random.pick(PIECES));
      }
      String subject = random.pick(SUBJECTS);
      String template = random.pick(TEMPLATES);
      compare(pattern.toString(), subject, template, differences);
    }
    return differences;
  }

  private static void compare(
      String pattern, String subject, String template, List<String> differences) {
    String python =
        "(re.findall(%1$s, %2$s), re.sub(%1$s, %3$s, %2$s), re.split(%1$s, %2$s), bool(re.match(%1$s, %2$s)), bool(re.fullmatch(%1$s, %2$s)))"
            .formatted(quoted(pattern), quoted(subject), quoted(template));
    Answer theirs = Reference.ask("expression", Map.of("text", python));
    Answer ours = ours(pattern, subject, template);
    boolean same =
        theirs.succeeded() == ours.succeeded()
            && (!theirs.succeeded() || theirs.text().equals(ours.text()));
    if (!same) {
      differences.add("%s%n theirs: %s%n ours: %s%n".formatted(python, theirs, ours));
    }
  }

  private static String quoted(String text) {
    return Text.repr(Str.of(text));
  }

  private static Answer ours(String pattern, String subject, String template) {
    try {
      PythonRegex regex = PythonRegex.compile(pattern);
      List<Value> found =
          regex.findAll(subject).stream().map(PythonRegexDifferentialTest::groups).toList();
      List<Value> pieces = new ArrayList<>();
      regex
          .split(subject, 0)
          .forEach(piece -> pieces.add(piece.<Value>map(Str::of).orElse(None.NONE)));
      Value all =
          TupleValue.of(
              new ListValue(found),
              Str.of(regex.sub(template, subject, 0)),
              new ListValue(pieces),
              Bool.of(regex.match(subject).isPresent()),
              Bool.of(regex.fullMatch(subject).isPresent()));
      return new Answer(true, Text.repr(all), "");
    } catch (LanguageException e) {
      return new Answer(false, e.message(), "");
    }
  }

  private static Value groups(PythonMatch match) {
    if (match.groups() == 0) {
      return Str.of(match.group(0).orElse(""));
    }
    List<Value> groups = new ArrayList<>();
    for (int i = 1; i <= match.groups(); i++) {
      groups.add(Str.of(match.group(i).orElse("")));
    }
    return groups.size() == 1 ? groups.getFirst() : new TupleValue(groups);
  }
}
