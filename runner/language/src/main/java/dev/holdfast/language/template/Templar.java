package dev.holdfast.language.template;

import dev.holdfast.language.jinja.Environment;
import dev.holdfast.language.jinja.Joining;
import dev.holdfast.language.jinja.Settings;
import dev.holdfast.language.jinja.Template;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Locked;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.TemplateSyntaxError;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Templates values with the variables of a task on a host, as Ansible's class of the same name.
///
/// Immutable and safe for any number of threads, if its variables and services are.
public final class Templar {
  /// Python's `$` matches before a last newline too.
  private static final Pattern SINGLE_VARIABLE = Pattern.compile("\\{\\{\\s*(\\w*)\\s*}}\n?");

  /// So many variables deep Python's stack ends in ansible-core 2.14; deeper is a cycle.
  private static final int MAX_DEPTH = 137;

  private final Environment environment;
  private final Variables variables;
  private final Services services;
  private final Level level;

  /// How many variables are being templated around this one.
  private final int depth;

  public Templar(Environment environment, Variables variables, Services services, Level level) {
    this(environment, variables, services, level, 0);
  }

  private Templar(
      Environment environment, Variables variables, Services services, Level level, int depth) {
    this.environment = environment;
    this.variables = variables;
    this.services = services;
    this.level = level;
    this.depth = depth;
  }

  public Variables variables() {
    return variables;
  }

  public Level level() {
    return level;
  }

  /// The same with other variables.
  public Templar with(Variables other) {
    return new Templar(environment, other, services, level, depth);
  }

  /// The same with other services.
  public Templar with(Services other) {
    return new Templar(environment, variables, other, level, depth);
  }

  /// The same at another level.
  public Templar at(Level other) {
    return new Templar(environment, variables, services, other, depth);
  }

  Templar deeper() {
    return new Templar(environment, variables, services, level, depth + 1);
  }

  Environment environment() {
    return environment;
  }

  /// What templates reach besides variables.
  public Services services() {
    return services;
  }

  /// Templates a value with everything inside it.
  public Value template(Value value) {
    return template(value, Options.VALUE);
  }

  /// Templates a value with everything inside it, but not the keys of dicts.
  public Value template(Value value, Options options) {
    return switch (value) {
      case Str text -> text(text, options);
      case ListValue list -> members(list.items(), options);
      case TupleValue(List<Value> items) -> members(items, options);
      case DictValue dict -> {
        DictValue result = new DictValue();
        List.copyOf(dict.entries().entrySet())
            .forEach(
                entry -> result.put(entry.getKey(), template(entry.getValue(), inner(options))));
        yield result;
      }
      case Vaulted vaulted ->
          options.locked()
              ? new Locked(vaulted.envelope(), () -> services.vault().apply(vaulted))
              : services.vault().apply(vaulted);
      default -> value;
    };
  }

  private Value members(List<Value> items, Options options) {
    List<Value> result = new ArrayList<>(items.size());
    for (Value item : items) {
      result.add(template(item, inner(options)));
    }
    return new ListValue(result);
  }

  /// What members inherit: settings are for the outermost text only.
  private static Options inner(Options options) {
    return options.settings().equals(Settings.ANSIBLE) && options.convertData()
        ? options
        : options.withSettings(Settings.ANSIBLE).withConvertData(true);
  }

  /// Templates a text that may be the bare name of a variable, as in `debug: var=name`.
  public Value templateBare(String text) {
    String first = text.split("[|.\\[]", 2)[0];
    boolean bare =
        (text.indexOf('|') >= 0 || variables.lookup(first).isPresent())
            && !text.contains(Settings.ANSIBLE.variableStart());
    return template(Str.of(bare ? "{{" + text + "}}" : text));
  }

  /// The value of an expression, as `{{ expression }}` gives it.
  public Value evaluate(String expression) {
    return template(Str.of("{{ " + expression + " }}"));
  }

  /// Renders a template file; the result is text whatever the level.
  public Str render(String source, Options options) {
    return at(Level.CLASSIC).doTemplate(Str.of(source), options.withConvertData(false))
            instanceof Str text
        ? text
        : Str.EMPTY;
  }

  /// Whether a condition holds: a boolean, an expression, or nothing, which always does. Any error
  /// says which condition it was.
  public boolean condition(Value condition) {
    return new Conditional(this).holds(condition);
  }

  /// Whether all conditions hold, judged from left to right up to the first that does not.
  public boolean conditions(List<Value> conditions) {
    for (Value condition : conditions) {
      if (!condition(condition)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a value has a template somewhere.
  public boolean isTemplate(Value value) {
    return switch (value) {
      case Str text -> TemplateText.isTemplate(environment, text.text());
      case ListValue list -> list.items().stream().anyMatch(this::isTemplate);
      case TupleValue(List<Value> items) -> items.stream().anyMatch(this::isTemplate);
      case DictValue dict ->
          dict.entries().entrySet().stream()
              .anyMatch(entry -> isTemplate(entry.getKey()) || isTemplate(entry.getValue()));
      default -> false;
    };
  }

  private Value text(Str text, Options options) {
    if (text.unsafe() || !TemplateText.isPossible(text.text(), options.settings())) {
      return text;
    }
    Matcher single = SINGLE_VARIABLE.matcher(text.text());
    if (single.matches()) {
      Optional<Value> kept = variables.lookup(single.group(1)).filter(Templar::keepsType);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    return doTemplate(text, options);
  }

  /// Values that `{{ name }}` gives as they are, at either level.
  private static boolean keepsType(Value value) {
    return value instanceof Bool
        || value instanceof Int
        || value instanceof Real
        || value == None.NONE;
  }

  private Value doTemplate(Str text, Options options) {
    try {
      Template template = parse(text.text(), options);
      return withNewlines(text.text(), render(template, text.text(), options), options);
    } catch (UndefinedError e) {
      if (options.failOnUndefined()) {
        throw new UndefinedError(e.message() + ". " + e.message());
      }
      return text;
    }
  }

  private Template parse(String text, Options options) {
    if (depth >= MAX_DEPTH) {
      throw TemplateError.ansible(
          "recursive loop detected in template string: "
              + text
              + ". maximum recursion depth exceeded in comparison");
    }
    TemplateHeader header = TemplateHeader.read(text, options.settings());
    try {
      return environment.template(header.body(), header.settings());
    } catch (TemplateSyntaxError e) {
      throw TemplateError.ansible(
          "template error while templating string: %s. String: %s. %s"
              .formatted(e.message(), header.body(), e.message()),
          e);
    }
  }

  private Value render(Template template, String text, Options options) {
    try {
      return template.render(new Place(this, options.lookups()), joining(options));
    } catch (PythonError e) {
      if (e.type().equals("TypeError")) {
        throw TemplateError.ansible(
            "Unexpected templating type error occurred on (%s): %s. %s"
                .formatted(text, e.message(), e.message()),
            e);
      }
      throw e;
    }
  }

  private Joining joining(Options options) {
    return switch (level) {
      case NATIVE -> Joining.NATIVE;
      case CLASSIC -> options.convertData() ? Joining.CLASSIC : Joining.TEXT;
    };
  }

  /// Newlines at a template's end are lost in rendering; the result gets back what it lacks.
  private static Value withNewlines(String source, Value result, Options options) {
    if (!(result instanceof Str text) || !options.preserveNewlines()) {
      return result;
    }
    int missing = newlinesAtEnd(source) - newlinesAtEnd(text.text());
    return missing <= 0
        ? result
        : new Str(
            text.text() + options.settings().newline().repeat(missing),
            text.unsafe(),
            text.verbatim());
  }

  private static int newlinesAtEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.length() - end;
  }
}
