package dev.holdfast.language.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.language.filter.FilterTexts.Call;
import dev.holdfast.language.reference.Reference;
import dev.holdfast.language.reference.Reference.Answer;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Our filters and tests get the calls that ansible-core's get: the same value, or both an error.
final class FilterDifferentialTest {
  private static final FilterContext CONTEXT = new FilterContext();

  @Test
  void filtersGiveWhatTheOriginalGives() {
    assertThat(differences("filter", FilterTexts.FILTERS)).isEmpty();
  }

  @Test
  void testsGiveWhatTheOriginalGives() {
    assertThat(differences("test", TestTexts.TESTS)).isEmpty();
  }

  @Test
  void addressesAnswerEveryQueryAlike() {
    assertThat(differences("filter", AddressTexts.addresses())).isEmpty();
  }

  static List<String> differences(String kind, List<Call> calls) {
    List<String> differences = new ArrayList<>();
    for (Call call : calls) {
      Answer theirs =
          Reference.ask(
              kind,
              Map.of(
                  "name", call.name(),
                  "value", call.input(),
                  "args", call.args(),
                  "kwargs", call.kwargs()));
      Answer ours = run(kind, call);
      if (theirs.succeeded() != ours.succeeded()
          || (theirs.succeeded() && !theirs.text().equals(ours.text()))) {
        differences.add("%s%n theirs: %s%n ours: %s%n".formatted(call, theirs, ours));
      }
    }
    return differences;
  }

  static Answer run(String kind, Call call) {
    try {
      Value input = PythonText.parse(call.input());
      Map<String, Value> named = new LinkedHashMap<>();
      if (PythonText.parse(call.kwargs()) instanceof DictValue dict) {
        dict.entries().forEach((key, value) -> named.put(Text.str(key), value));
      }
      Arguments args = new Arguments(Sequences.iterate(PythonText.parse(call.args())), named);
      if (kind.equals("test")) {
        return new Answer(true, CONTEXT.test(call.name(), input, args) ? "True" : "False", "");
      }
      return new Answer(true, Text.repr(plain(CONTEXT.filter(call.name(), input, args))), "");
    } catch (LanguageException e) {
      return new Answer(false, e.message(), Types.class.getSimpleName());
    }
  }

  /// Values as the reference prints them: objects as what they stand for.
  private static Value plain(Value value) {
    Value plain = Kit.plain(value);
    return switch (plain) {
      case TupleValue(var items) ->
          new TupleValue(items.stream().map(FilterDifferentialTest::plain).toList());
      case DictValue dict -> {
        DictValue copy = new DictValue();
        dict.entries().forEach((key, member) -> copy.put(plain(key), plain(member)));
        yield copy;
      }
      default ->
          Kit.sequence(plain)
              .<Value>map(
                  items -> Kit.list(items.stream().map(FilterDifferentialTest::plain).toList()))
              .orElse(plain);
    };
  }
}
