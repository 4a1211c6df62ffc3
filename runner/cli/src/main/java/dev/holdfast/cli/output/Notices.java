package dev.holdfast.cli.output;

import dev.holdfast.cli.output.Screen.Colour;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.List;

/// What results tell beside themselves: exceptions, warnings, deprecations.
final class Notices {
  private static final int FULL = 3;

  private final Screen screen;
  private final int verbosity;
  private final boolean warns;

  Notices(Screen screen, int verbosity, boolean warns) {
    this.screen = screen;
    this.verbosity = verbosity;
    this.warns = warns;
  }

  void exception(DictValue result, boolean onStderr) {
    if (result.get("exception").isEmpty()) {
      return;
    }
    String text = Text.str(result.get("exception").get()).strip();
    String shown =
        verbosity >= FULL
            ? "The full traceback is:\n" + text
            : "An exception occurred during task execution. To see the full traceback, use -vvv. The"
                + " error was: "
                + text.substring(text.lastIndexOf('\n') + 1);
    if (onStderr) {
      screen.error(shown, Colour.ERROR);
    } else {
      screen.line(shown, Colour.ERROR);
    }
  }

  /// Shows warnings and takes them out of the result.
  void warnings(DictValue result) {
    if (!warns) {
      return;
    }
    texts(result, "warnings").forEach(text -> screen.warning(Text.str(text)));
    for (Value deprecation : texts(result, "deprecations")) {
      screen.deprecated(
          deprecation instanceof DictValue dict
              ? dict.get("msg").map(Text::str).orElse("")
              : Text.str(deprecation));
    }
  }

  private static List<Value> texts(DictValue result, String key) {
    Value value = result.get(key).orElse(new ListValue());
    List<Value> texts =
        value instanceof ListValue list ? List.copyOf(list.items()) : List.of(value);
    if (!texts.isEmpty()) {
      result.entries().remove(Str.of(key));
    }
    return texts;
  }
}
