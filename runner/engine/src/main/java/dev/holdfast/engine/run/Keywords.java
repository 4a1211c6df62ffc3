package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.playbook.Directives;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.SourceExcerpt;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.template.Omit;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import dev.holdfast.language.yaml.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keywords that apply to a task, templated and of their types.
final class Keywords {

  private final Directives directives;
  private final Templates templates;
  private final Map<Keyword, Value> defaults;
  private final Optional<Position> place;

  /// Those of a play.
  ///
  /// @param defaults what the command line and the settings give where nothing is set
  Keywords(Directives directives, Templates templates, Map<Keyword, Value> defaults) {
    this(directives, templates, defaults, Optional.empty());
  }

  /// Those of a task.
  Keywords(Task task, Templates templates, Map<Keyword, Value> defaults) {
    this(task.directives(), templates, defaults, Optional.of(task.at()));
  }

  private Keywords(
      Directives directives,
      Templates templates,
      Map<Keyword, Value> defaults,
      Optional<Position> place) {
    this.directives = directives;
    this.templates = templates;
    this.defaults = Map.copyOf(defaults);
    this.place = place;
  }

  private Value templated(Keyword keyword, Value value) {
    try {
      return templates.template(value);
    } catch (UndefinedError undefined) {
      throw new UndefinedError(
          "The field '"
              + keyword.text()
              + "' has an invalid value, which includes an undefined variable. The error was: "
              + undefined.getMessage()
              + place.map(SourceExcerpt::of).orElse(""));
    }
  }

  /// What applies, templated; empty where nothing is set or it was omitted.
  Optional<Value> value(Keyword keyword) {
    Optional<Given> given =
        keyword.inherit() == Keyword.Inherit.OWN
            ? directives.own(keyword)
            : directives.nearest(keyword);
    return given
        .map(Given::value)
        .filter(value -> value != None.NONE)
        .map(value -> templated(keyword, value))
        .filter(value -> !Omit.is(value))
        .or(() -> Optional.ofNullable(defaults.get(keyword)));
  }

  /// Every value that applies, the outermost first, each templated; lists are one list.
  List<Value> all(Keyword keyword) {
    List<Value> all = new ArrayList<>();
    for (Given given : directives.all(keyword)) {
      Value value = templated(keyword, given.value());
      if (value instanceof ListValue list) {
        all.addAll(list.items());
      } else if (value != None.NONE && !Omit.is(value)) {
        all.add(value);
      }
    }
    return all;
  }

  /// What is written, the outermost first, not templated; lists are one list.
  List<Value> raw(Keyword keyword) {
    List<Given> given =
        keyword.inherit() == Keyword.Inherit.ADD
            ? directives.all(keyword)
            : directives.own(keyword).stream().toList();
    List<Value> all = new ArrayList<>();
    for (Given each : given) {
      if (each.value() instanceof ListValue list) {
        all.addAll(list.items());
      } else if (each.value() != None.NONE) {
        all.add(each.value());
      }
    }
    return all;
  }

  boolean flag(Keyword keyword, boolean otherwise) {
    return value(keyword).map(value -> bool(keyword, value)).orElse(otherwise);
  }

  private static boolean bool(Keyword keyword, Value value) {
    return YesNo.of(value)
        .orElseThrow(() ->
            invalid(
                keyword,
                value,
                "a bool",
                "The value '"
                    + Text.str(value)
                    + "' is not a valid boolean.  Valid booleans include: 0, 1, 'f', 'false', 'n', 'no',"
                    + " 'off', 'on', 't', 'true', 'y', 'yes'"));
  }

  Optional<String> text(Keyword keyword) {
    return value(keyword).map(Text::str);
  }

  int number(Keyword keyword, int otherwise) {
    return value(keyword).map(value -> (int) real(keyword, value)).orElse(otherwise);
  }

  double real(Keyword keyword, double otherwise) {
    return value(keyword).map(value -> real(keyword, value)).orElse(otherwise);
  }

  private static double real(Keyword keyword, Value value) {
    if (value instanceof Int(var number)) {
      return number.doubleValue();
    }
    if (value instanceof Real(double number)) {
      return number;
    }
    String text = Text.str(value).strip();
    if (keyword.type() == Keyword.Type.PERCENT) {
      text = text.replace("%", "").strip();
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw invalid(
          keyword,
          value,
          "an int",
          "invalid literal for int() with base 10: '" + Text.str(value) + "'");
    }
  }

  List<String> texts(Keyword keyword) {
    return value(keyword).map(Keywords::texts).orElse(List.of());
  }

  static List<String> texts(Value value) {
    return value instanceof ListValue list
        ? list.items().stream().map(Text::str).toList()
        : List.of(Text.str(value));
  }

  private static PlaybookException invalid(
      Keyword keyword, Value value, String type, String error) {
    return new PlaybookException(
        "the field '"
            + keyword.text()
            + "' has an invalid value ("
            + Text.str(value)
            + "), and could not be converted to "
            + type
            + ".The error was: "
            + error);
  }

  /// The environment of the task: outer places first, inner ones on top.
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (Value layer : all(Keyword.ENVIRONMENT)) {
      if (!(layer instanceof DictValue dict)) {
        throw new PlaybookException(
            "environment must be a dictionary, received "
                + Text.str(layer)
                + " (<class '"
                + Types.name(layer)
                + "'>)");
      }
      dict.entries().forEach((key, value) -> environment.put(Text.str(key), Text.str(value)));
    }
    return environment;
  }
}
