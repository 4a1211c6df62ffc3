package dev.holdfast.language.jinja;

import static java.util.Map.entry;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonLiteral;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An environment with the few filters and tests that tests of the language itself need.
public final class SmallEnvironment {
  private SmallEnvironment() {}

  private static Str text(Value value) {
    return Str.of(Text.str(value));
  }

  private static Value byDefault(Value input, Arguments args, EvalContext context) {
    boolean missing =
        input instanceof Undefined
            || (args.at(1, "boolean").map(Truth::of).orElse(false) && !Truth.of(input));
    return missing ? args.at(0, "default_value").orElse(Str.EMPTY) : input;
  }

  private static Value join(Value input, Arguments args, EvalContext context) {
    List<String> texts = new ArrayList<>();
    Sequences.iterate(input).forEach(item -> texts.add(Text.str(item)));
    return Str.of(String.join(args.at(0, "d").map(Text::str).orElse(""), texts));
  }

  private static Value map(Value input, Arguments args, EvalContext context) {
    List<Value> items = new ArrayList<>();
    String filter = Text.str(args.positional().getFirst());
    if (!Truth.of(input)) {
      return new ListValue();
    }
    Sequences.iterate(input)
        .forEach(item -> items.add(context.filter(filter, item, Arguments.NONE)));
    return new ListValue(items);
  }

  public static final Map<String, Filter> FILTERS =
      Map.ofEntries(
          entry("default", SmallEnvironment::byDefault),
          entry("d", SmallEnvironment::byDefault),
          entry("join", SmallEnvironment::join),
          entry("length", (input, _, _) -> Int.of(Sequences.length(input))),
          entry("list", (input, _, _) -> new ListValue(Sequences.iterate(input))),
          entry("lower", (input, _, _) -> Str.of(Text.str(input).toLowerCase(Locale.ROOT))),
          entry("map", SmallEnvironment::map),
          entry("string", (input, _, _) -> text(input)),
          entry("upper", (input, _, _) -> Str.of(Text.str(input).toUpperCase(Locale.ROOT))));

  private static boolean odd(Value value) {
    return Comparison.equal(Arithmetic.modulo(value, Int.of(2)), Int.of(1));
  }

  public static final Map<String, Test> TESTS =
      Map.ofEntries(
          entry("defined", (value, _, _) -> !(value instanceof Undefined)),
          entry("undefined", (value, _, _) -> value instanceof Undefined),
          entry("none", (value, _, _) -> value == None.NONE),
          entry("string", (value, _, _) -> value instanceof Str),
          entry("mapping", (value, _, _) -> value instanceof DictValue),
          entry("number", (value, _, _) -> Types.isNumber(value)),
          entry("odd", (value, _, _) -> odd(value)),
          entry("eq", (value, args, _) -> Comparison.equal(value, args.positional().getFirst())),
          entry("in", (value, args, _) -> Sequences.contains(args.positional().getFirst(), value)));

  static final Environment INSTANCE = new Environment(FILTERS, TESTS, Map.of(), Set.of("string"));

  /// Variables out of a Python literal.
  static Map<Value, Value> variables(String literal) {
    Value value = PythonLiteral.parse(literal, false).orElseThrow();
    return ((DictValue) value).entries();
  }

  /// What a template sees that has nothing but variables and other templates.
  record Fixed(Map<Value, Value> variables, Map<String, String> templates) implements Surroundings {
    @Override
    public Optional<Value> variable(String name) {
      return Optional.ofNullable(variables.get(Str.of(name)));
    }

    @Override
    public Collection<String> variableNames() {
      return variables.keySet().stream().map(Text::str).toList();
    }

    @Override
    public Optional<String> source(String templateName) {
      return Optional.ofNullable(templates.get(templateName));
    }

    @Override
    public Value lookup(String name, Arguments args, EvalContext context) {
      throw TemplateError.ansible("no lookups here");
    }

    @Override
    public Value template(Value value) {
      return value;
    }

    @Override
    public void warn(String message) {}
  }

  /// The text that a template gives.
  static String render(String template, String variables) {
    return render(template, variables, Settings.JINJA, Map.of());
  }

  static String render(
      String template, String variables, Settings settings, Map<String, String> others) {
    Value result =
        INSTANCE
            .template(template, settings)
            .render(new Fixed(variables(variables), others), Joining.PLAIN);
    return Text.str(result);
  }

  /// The error that a template gives, as `message`.
  static String error(String template, String variables) {
    try {
      return "no error, but " + render(template, variables);
    } catch (LanguageException e) {
      return e.message();
    }
  }
}
