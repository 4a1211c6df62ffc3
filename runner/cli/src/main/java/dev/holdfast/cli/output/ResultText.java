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

/// Results as text.
final class ResultText {
  static final JsonFormat JSON = JsonFormat.PLAIN.withSortKeys(true).withEnsureAscii(false);

  private static final Set<String> DEBUG_KEEPS =
      Set.of("msg", "exception", "warnings", "deprecations");
  private static final List<String> DEBUG_HIDES =
      List.of("changed", "failed", "skipped", "invocation", "skip_reason");
  private static final List<String> APART =
      List.of(
          "stdout",
          "stdout_lines",
          "stderr",
          "stderr_lines",
          "msg",
          "module_stdout",
          "module_stderr");
  private static final int WIDE = 1000;
  private static final int FULL = 3;

  private final Style style;

  /// What results look like.
  enum Form {
    JSON,
    /// `result_format = yaml`.
    YAML,
    /// The callback `community.general.yaml`.
    YAML_LINES,
    /// The callback `ansible.posix.debug`: streams and messages behind the rest.
    STREAMS_APART
  }

  /// How results are printed.
  ///
  /// @param pretty whether always, or never, on several lines; absent for the format's own way
  record Style(int verbosity, Form form, Optional<Boolean> pretty) {}

  ResultText(Style style) {
    this.style = style;
  }

  /// The result without what its line says already.
  static DictValue bare(DictValue result) {
    DictValue kept = DictValue.copyOf(result);
    kept.entries().remove(Str.of("failed"));
    kept.entries().remove(Str.of("skipped"));
    return kept;
  }

  /// What is left of a result for the eye.
  static DictValue clean(DictValue result, String action) {
    DictValue kept = bare(result);
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
    return switch (style.form()) {
      case JSON -> indented(result) ? pretty(result) : JsonWriter.write(abridged(result), JSON);
      case YAML -> yaml(abridged(result));
      case YAML_LINES -> yamlLines(abridged(result));
      case STREAMS_APART -> streamsApart(result);
    };
  }

  private boolean indented(DictValue result) {
    return style
        .pretty()
        .orElse(flag(result, "_ansible_verbose_always") || style.verbosity() >= FULL);
  }

  /// On several lines, unless the settings forbid that.
  String pretty(DictValue result) {
    if (style.form() == Form.YAML) {
      return yaml(abridged(result));
    }
    boolean flat = style.pretty().isPresent() && !style.pretty().get();
    return JsonWriter.write(
        abridged(result), flat ? JSON : JSON.withIndent(4).withSeparators(",", ": "));
  }

  /// On one line, without spaces behind commas.
  String oneLine(DictValue result) {
    int indent = indented(result) ? 4 : 0;
    return JsonWriter.write(abridged(result), JSON.withIndent(indent).withSeparators(",", ": "))
        .replace("\n", "");
  }

  private String yaml(DictValue result) {
    boolean lossy = style.pretty().orElse(true);
    YamlFormat format = YamlFormat.NICE.withIndent(lossy ? 4 : 2).withBlockText(true);
    Value shown = lossy ? YamlText.readable(withoutLines(result)) : result;
    return "\n" + indent(YamlWriter.write(shown, format)) + "\n";
  }

  private static String indent(String text) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.stripTrailing().split("\n", -1)) {
      lines.append(line.isBlank() ? "" : "    ").append(line).append('\n');
    }
    return lines.toString().stripTrailing();
  }

  private static DictValue withoutLines(DictValue result) {
    DictValue shown = DictValue.copyOf(result);
    for (String stream : List.of("stdout", "stderr")) {
      if (shown.get(stream).isPresent() && shown.get(stream + "_lines").isPresent()) {
        shown.put(stream + "_lines", Str.of("<omitted>"));
      }
    }
    return shown;
  }

  private static String yamlLines(DictValue result) {
    DictValue rest = withoutLines(result);
    StringBuilder text = new StringBuilder();
    for (String flag : List.of("changed", "skipped")) {
      rest.get(flag)
          .ifPresent(value ->
              text.append(flag)
                  .append('=')
                  .append(Text.str(value).toLowerCase(java.util.Locale.ROOT))
                  .append(' '));
      rest.entries().remove(Str.of(flag));
    }
    if (!rest.isEmpty()) {
      YamlFormat format = YamlFormat.NICE.withIndent(2).withWidth(WIDE).withBlockText(true);
      text.append('\n').append(YamlWriter.write(YamlText.readable(rest), format));
    }
    return text.toString().replace("\n", "\n  ").stripTrailing();
  }

  private String streamsApart(DictValue result) {
    DictValue rest = DictValue.copyOf(result);
    APART.forEach(key -> rest.entries().remove(Str.of(key)));
    StringBuilder text =
        new StringBuilder(
            JsonWriter.write(abridged(rest), JSON.withIndent(4).withSeparators(",", ": ")));
    for (String key : APART) {
      result
          .get(key)
          .filter(value -> !key.endsWith("_lines") && Truth.of(value))
          .ifPresent(value ->
              text.append("\n\n")
                  .append(key.toUpperCase(java.util.Locale.ROOT))
                  .append(":\n\n")
                  .append(Text.str(value))
                  .append('\n'));
    }
    return text.toString();
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
