package dev.holdfast.language.template;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.jinja.Surroundings;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.Collection;
import java.util.Optional;

/// What a template sees while a [Templar] evaluates it: variables that are templated when they are
/// read.
///
/// @param lookups whether lookups may run
record Place(Templar templar, boolean lookups) implements Surroundings {
  private static final Options LAZY = Options.VALUE.withLocked(true);

  @Override
  public Optional<Value> variable(String name) {
    return templar.variables().lookup(name).map(value -> evaluated(name, value));
  }

  private Value evaluated(String name, Value value) {
    boolean asItIs =
        name.equals("vars")
            || value instanceof ObjectValue
            || (value instanceof Str text && text.unsafe());
    if (asItIs) {
      return value;
    }
    try {
      return templar.deeper().template(value, LAZY);
    } catch (UndefinedError e) {
      // Only its use is an error: `default` and `is defined` may still catch it.
      return new Undefined(raw(value) + ": " + e.message());
    } catch (LanguageException e) {
      throw TemplateError.ansible(
          "An unhandled exception occurred while templating '%s'. Error was a <class '%s'>, original message: %s"
              .formatted(raw(value), e.pythonType(), e.message()),
          e);
    }
  }

  /// The value as it stands in its file; a secret stays encrypted.
  private static String raw(Value value) {
    try {
      return Text.str(value);
    } catch (LanguageException e) {
      return "<encrypted>";
    }
  }

  @Override
  public Collection<String> variableNames() {
    return templar.variables().names();
  }

  @Override
  public Optional<String> source(String templateName) {
    return templar.services().templates().apply(templateName);
  }

  @Override
  public Value lookup(String name, Arguments args, EvalContext context) {
    if (!lookups) {
      throw TemplateError.ansible(
          "The lookup `" + name + "` was found, however lookups were disabled from templating");
    }
    return new LookupCall(templar.deeper(), name, args).run();
  }

  @Override
  public Value template(Value value) {
    return templar.deeper().template(value);
  }

  @Override
  public void warn(String message) {
    templar.services().warnings().accept(message);
  }
}
