package dev.holdfast.cli.output;

import dev.holdfast.cli.output.Screen.Colour;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

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
      DictValue dict = new DictValue();
      dict.put("msg", deprecation);
      screen.deprecated(whole(deprecation instanceof DictValue given ? given : dict));
    }
  }

  /// The message with what Ansible says of the feature's end.
  private static String whole(DictValue deprecation) {
    String message = text(deprecation, "msg").orElse("").strip();
    String ended = message.isEmpty() || message.matches("(?s).*[!?.]") ? message : message + ".";
    String from =
        text(deprecation, "collection_name")
            .map(name -> " from " + (name.equals("ansible.builtin") ? "ansible-core" : name))
            .orElse("");
    String when =
        text(deprecation, "date")
            .map(date -> "in a release after " + date + ".")
            .or(() -> text(deprecation, "version").map(version -> "in version " + version + "."))
            .orElse("in a future release.");
    return ended
        + " This feature will be removed"
        + from
        + " "
        + when
        + " Deprecation warnings can be disabled by setting deprecation_warnings=False in"
        + " ansible.cfg.";
  }

  private static Optional<String> text(DictValue dict, String key) {
    return dict.get(key).filter(value -> value != None.NONE).map(Text::str);
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
