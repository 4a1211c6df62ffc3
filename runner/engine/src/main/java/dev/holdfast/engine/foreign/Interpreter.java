package dev.holdfast.engine.foreign;

import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What runs a module on its machine: shell words that were given, or a Python that is to be found
/// there by the very request that runs the module.
///
/// Source: `_get_shebang` of `ansible/executor/module_common.py`.
sealed interface Interpreter {
  /// The fact that keeps what was found.
  String FACT = "discovered_interpreter_python";

  Set<String> MODES = Set.of("auto", "auto_legacy", "auto_silent", "auto_legacy_silent", "");

  /// Given by a variable, a setting, a fact, or the module's first line.
  ///
  /// @param words as a shell reads them; empty for a program that runs by itself
  record Given(String words) implements Interpreter {}

  /// To be found.
  ///
  /// @param mode `auto`, `auto_legacy`, or one of them with `_silent`
  /// @param candidates the programs to try
  record Search(String mode, List<String> candidates) implements Interpreter {
    public Search {
      candidates = List.copyOf(candidates);
    }
  }

  static Interpreter of(byte[] module, boolean python, Context context, Settings settings) {
    String line = firstLine(module);
    if (line.isEmpty() && !python) {
      return new Given("");
    }
    String[] words = (line.isEmpty() ? "/usr/bin/python" : line).split("\\s+", 2);
    String program = words[0].substring(words[0].lastIndexOf('/') + 1);
    if (program.equals("python")) {
      return python(words.length > 1 ? " " + words[1] : "", context, settings);
    }
    String given =
        context
            .variableOfMachine("ansible_" + program + "_interpreter")
            .map(Text::str)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .orElse(words[0]);
    return new Given(words.length > 1 ? given + " " + words[1] : given);
  }

  private static String firstLine(byte[] module) {
    String text = new String(module, 0, Math.min(module.length, 500), StandardCharsets.UTF_8);
    String line = text.lines().findFirst().orElse("");
    return line.startsWith("#!") ? line.substring(2).strip() : "";
  }

  private static Interpreter python(String rest, Context context, Settings settings) {
    String mode =
        context
            .variableOfMachine("ansible_python_interpreter")
            .filter(value -> value != None.NONE)
            .map(Text::str)
            .orElseGet(() -> settings.text(Setting.INTERPRETER_PYTHON))
            .strip();
    if (!MODES.contains(mode)) {
      return new Given(mode + rest);
    }
    Optional<String> known =
        context
            .variableOfMachine("ansible_facts")
            .filter(DictValue.class::isInstance)
            .flatMap(facts -> ((DictValue) facts).get(FACT))
            .map(Text::str);
    return known.isPresent()
        ? new Given(known.get() + rest)
        : new Search(mode.isEmpty() ? "auto" : mode, candidates(context, settings));
  }

  private static List<String> candidates(Context context, Settings settings) {
    Optional<Value> given = context.variableOfMachine("ansible_interpreter_python_fallback");
    return given.isPresent() && given.get() instanceof dev.holdfast.language.value.ListValue list
        ? list.items().stream().map(Text::str).toList()
        : settings.list(Setting.INTERPRETER_PYTHON_FALLBACK);
  }

  /// Shell text that finds what is to be found; it says so in a first line of output.
  default String prelude() {
    return switch (this) {
      case Given _ -> "";
      case Search(String mode, List<String> candidates) ->
          """
          _l= _m=%s
          for _c in %s; do _w=`command -v "$_c" 2>/dev/null` && _l="$_l $_w"; done
          %s\
          """
              .formatted(mode.replace("_silent", ""), Sh.quote(candidates), Discovery.CHOICE);
    };
  }

  /// The words that start it, as a shell reads them.
  default String words() {
    return switch (this) {
      case Given(String words) -> words;
      case Search _ -> "$_i";
    };
  }
}
