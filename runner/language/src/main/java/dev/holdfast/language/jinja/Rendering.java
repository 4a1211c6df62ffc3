package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One rendering of a template, with everything it includes: what all its contexts share.
final class Rendering {
  /// Deeper chains of includes, macros and blocks than this are a cycle.
  private static final int MAX_DEPTH = 150;

  private final Environment environment;
  private final Surroundings surroundings;
  private final Joining joining;
  private final Settings settings;

  /// Variables are evaluated once: `{{ x }}{{ x }}` sees one value even if `x` is random.
  private final Map<String, Optional<Value>> variables = new HashMap<>();

  /// Containers in which nothing unsafe was found.
  private final Set<Value> clean = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean unsafe;
  private int depth;

  Rendering(
      Environment environment, Surroundings surroundings, Joining joining, Settings settings) {
    this.environment = environment;
    this.surroundings = surroundings;
    this.joining = joining;
    this.settings = settings;
  }

  Environment environment() {
    return environment;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Joining joining() {
    return joining;
  }

  boolean isUnsafe() {
    return unsafe;
  }

  Optional<Value> variable(String name) {
    Optional<Value> known = variables.get(name);
    if (known != null) {
      return known;
    }
    Optional<Value> value = surroundings.variable(name);
    variables.put(name, value);
    return value;
  }

  /// A global function as a value, bound to the context that names it.
  Optional<Value> function(String name, Context context) {
    return environment.function(name).map(function -> new BoundFunction(name, function, context));
  }

  private record BoundFunction(String name, Function function, Context context)
      implements Callable {
    @Override
    public Value call(Arguments arguments) {
      return function.call(arguments, context);
    }
  }

  /// Remembers whether something unsafe goes into the result.
  Value taint(Value value) {
    if (!unsafe) {
      if (value instanceof Str text) {
        unsafe = text.unsafe();
      } else if ((value instanceof ListValue
              || value instanceof DictValue
              || value instanceof TupleValue)
          && clean.add(value)) {
        unsafe = Literals.isUnsafe(value);
      }
    }
    return value;
  }

  /// The template of this name, for `include`, `import` and `extends`.
  Optional<Template> load(String name) {
    return surroundings
        .source(name)
        .map(source -> environment.template(source, settings.withEscapeBackslashes(false)));
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw TemplateError.runtime("maximum recursion depth exceeded");
    }
  }

  void leave() {
    depth--;
  }
}
