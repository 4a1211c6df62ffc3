package dev.holdfast.modules;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;

/// What a case on a throwaway machine left behind: its result without what programs say of this
/// very machine, and what the case wants to see of it.
final class MachineOutcome {
  private static final Set<String> DROPPED =
      Set.of("stdout_lines", "stderr_lines", "cache_update_time");
  private static final Set<String> PROSE = Set.of("stdout", "stderr", "prepared");

  private MachineOutcome() {}

  static Value of(DictValue result, String seen) {
    DictValue whole = DictValue.copyOf(result);
    for (String name : new String[] {"failed", "changed"}) {
      if (whole.get(name).isEmpty()) {
        whole.put(name, Bool.FALSE);
      }
    }
    DictValue outcome = new DictValue();
    outcome.put("result", scrubbed(Outcome.result(whole, Path.of("/nowhere"))));
    if (!seen.isEmpty()) {
      outcome.put("seen", Str.of(seen));
    }
    return JsonReader.read(JsonWriter.write(outcome, JsonFormat.PLAIN));
  }

  private static Value scrubbed(Value value) {
    return switch (value) {
      case DictValue dict -> {
        DictValue clean = new DictValue();
        dict.entries()
            .forEach((key, member) -> {
              String name = Text.str(key);
              if (!DROPPED.contains(name)) {
                clean.put(
                    name,
                    prose(name, member, dict)
                        ? said(member)
                        : name.equals("diff") ? ordered(scrubbed(member)) : scrubbed(member));
              }
            });
        yield clean;
      }
      case ListValue list ->
          new ListValue(list.items().stream().map(MachineOutcome::scrubbed).toList());
      case Str str -> Str.of(text(str.text()));
      default -> value;
    };
  }

  /// Ansible puts the files of a diff in no order.
  private static Value ordered(Value diff) {
    return diff instanceof ListValue list
        ? new ListValue(
            list.items().stream()
                .sorted(Comparator.comparing(each -> JsonWriter.write(each, JsonFormat.PLAIN)))
                .toList())
        : diff;
  }

  private static boolean prose(String name, Value member, DictValue dict) {
    return PROSE.contains(name)
        || (name.equals("msg") && dict.get("stdout").equals(java.util.Optional.of(member)));
  }

  private static Value said(Value member) {
    return Str.of(member == None.NONE || Text.str(member).isBlank() ? "" : "WORDS");
  }

  private static String text(String text) {
    return text.replaceAll("process \\d+ \\([^)]*\\)", "process N")
        .replaceAll("/tmp/\\S+", "{TMP}");
  }
}
