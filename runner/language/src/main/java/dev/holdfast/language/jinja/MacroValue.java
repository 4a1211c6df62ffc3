package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A macro, or the body of a call block, together with the scope it was defined in.
final class MacroValue implements Callable {
  private static final String CALLER = "caller";

  private final Stmt.Macro macro;
  private final Scope home;
  private final Renderer renderer;

  MacroValue(Stmt.Macro macro, Scope home, Renderer renderer) {
    this.macro = macro;
    this.home = home;
    this.renderer = renderer;
  }

  @Override
  public String name() {
    return macro.name();
  }

  /// `macro.name`, `macro.arguments` and the like.
  Optional<Value> attribute(String name) {
    return switch (name) {
      case "name" -> Optional.of(Str.of(macro.name()));
      case "arguments" ->
          Optional.of(new TupleValue(macro.parameters().stream().<Value>map(Str::of).toList()));
      case "catch_kwargs" -> Optional.of(Bool.of(macro.usesKwargs()));
      case "catch_varargs" -> Optional.of(Bool.of(macro.usesVarargs()));
      case CALLER -> Optional.of(Bool.of(macro.usesCaller()));
      default -> Optional.empty();
    };
  }

  @Override
  public Value call(Arguments arguments) {
    Rendering rendering = home.context().rendering();
    rendering.enter();
    Scope scope = home.inner();
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    bindParameters(arguments, named, scope);
    bindSpecials(arguments, named, scope);
    Value result = renderer.capture(macro.body(), scope);
    rendering.leave();
    return result;
  }

  private void bindParameters(Arguments arguments, Map<String, Value> named, Scope scope) {
    List<String> parameters = macro.parameters();
    int firstDefault = parameters.size() - macro.defaults().size();
    for (int i = 0; i < parameters.size(); i++) {
      String parameter = parameters.get(i);
      if (i < arguments.positional().size()) {
        scope.set(parameter, arguments.positional().get(i));
      } else if (named.containsKey(parameter)) {
        scope.set(parameter, Optional.ofNullable(named.remove(parameter)).orElse(None.NONE));
      } else if (i >= firstDefault) {
        scope.set(parameter, Evaluator.eval(macro.defaults().get(i - firstDefault), scope));
      } else {
        scope.set(
            parameter,
            new Undefined("parameter " + Text.repr(Str.of(parameter)) + " was not provided"));
      }
    }
  }

  private void bindSpecials(Arguments arguments, Map<String, Value> named, Scope scope) {
    if (macro.usesCaller() && !macro.parameters().contains(CALLER)) {
      Value caller = named.remove(CALLER);
      scope.set(CALLER, caller == null ? new Undefined("No caller defined") : caller);
    }
    if (macro.usesKwargs()) {
      scope.set("kwargs", DictValue.of(named));
    } else if (!named.isEmpty()) {
      throw PythonError.typeError(surplus(named));
    }
    int count = macro.parameters().size();
    List<Value> given = arguments.positional();
    if (macro.usesVarargs()) {
      scope.set(
          "varargs",
          new TupleValue(given.size() > count ? given.subList(count, given.size()) : List.of()));
    } else if (given.size() > count) {
      throw PythonError.typeError(
          "macro '%s' takes not more than %d argument(s)".formatted(macro.name(), count));
    }
  }

  private String surplus(Map<String, Value> named) {
    if (named.containsKey(CALLER)) {
      return "macro '%s' was invoked with two values for the special caller argument. This is most likely a bug."
          .formatted(macro.name());
    }
    return "macro '%s' takes no keyword argument %s"
        .formatted(macro.name(), Text.repr(Str.of(named.keySet().iterator().next())));
  }
}
