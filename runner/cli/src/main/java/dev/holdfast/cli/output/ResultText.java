package dev.holdfast.cli.output;

import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlFormat;
import dev.holdfast.language.yaml.YamlWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Results as the default output prints them.
final class ResultText {
  private static final Set<String> DEBUG_KEEPS =
      Set.of("msg", "exception", "warnings", "deprecations");
  private static final List<String> DEBUG_HIDES =
      List.of("changed", "failed", "skipped", "invocation", "skip_reason");
  private static final int FULL = 3;

  private final Style style;

  /// How results are printed.
  ///
  /// @param yaml whether as YAML instead of JSON
  /// @param pretty whether always, or never, on several lines; absent for the format's own way
  record Style(int verbosity, boolean yaml, Optional<Boolean> pretty) {}

  ResultText(Style style) {
    this.style = style;
  }

  /// What is left of a result for the eye.
  static DictValue clean(DictValue result, String action) {
    DictValue kept = DictValue.copyOf(result);
    kept.entries().remove(Str.of("failed"));
    kept.entries().remove(Str.of("skipped"));
    if (ActionNames.base(action).equals("debug")) {
      if (kept.get("msg").isPresent()) {
        kept.entries()
            .keySet()
            .removeIf(
                key -> !DEBUG_KEEPS.contains(Text.str(key)) && !Text.str(key).startsWith("_"));
      } else {
        DEBUG_HIDES.forEach(key -> kept.entries().remove(Str.of(key)));
      }
    }
    return kept;
  }

  /// Whether the result itself is shown behind an `ok`.
  boolean shows(DictValue result) {
    boolean wanted = style.verbosity() > 0 || flag(result, "_ansible_verbose_always");
    return wanted && !flag(result, "_ansible_verbose_override");
  }

  private static boolean flag(DictValue result, String name) {
    return result.get(name).map(Truth::of).orElse(false);
  }

  /// The result as text.
  String of(DictValue result) {
    boolean indented =
        flag(result, "_ansible_verbose_always")
            || style.pretty().orElse(false)
            || (style.pretty().isEmpty() && style.yaml())
            || style.verbosity() >= FULL;
    boolean flat = style.pretty().isPresent() && !style.pretty().get();
    return text(abridged(result), indented && !flat);
  }

  private String text(DictValue result, boolean indented) {
    if (style.yaml()) {
      return yaml(result);
    }
    JsonFormat format = JsonFormat.PLAIN.withSortKeys(true).withEnsureAscii(false);
    return JsonWriter.write(
        result, indented ? format.withIndent(4).withSeparators(",", ": ") : format);
  }

  private static String yaml(DictValue result) {
    DictValue shown = DictValue.copyOf(result);
    for (String stream : List.of("stdout", "stderr")) {
      if (shown.get(stream).isPresent() && shown.get(stream + "_lines").isPresent()) {
        shown.put(stream + "_lines", Str.of("<omitted>"));
      }
    }
    return "\n" + YamlWriter.write(shown, YamlFormat.NICE).indent(4).stripTrailing() + "\n";
  }

  private DictValue abridged(DictValue result) {
    DictValue kept = (DictValue) withoutInternals(result);
    if (style.verbosity() < FULL) {
      kept.entries().remove(Str.of("invocation"));
      kept.entries().remove(Str.of("diff"));
    }
    kept.entries().remove(Str.of("exception"));
    return kept;
  }

  static Value withoutInternals(Value value) {
    if (value instanceof DictValue dict) {
      DictValue kept = new DictValue();
      dict.entries()
          .forEach((key, inner) -> {
            if (!Text.str(key).startsWith("_ansible_")) {
              kept.put(key, withoutInternals(inner));
            }
          });
      return kept;
    }
    if (value instanceof ListValue list) {
      return new ListValue(list.items().stream().map(ResultText::withoutInternals).toList());
    }
    return value;
  }
}
