package dev.holdfast.language.template;

import dev.holdfast.language.jinja.Environment;
import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.jinja.Filter;
import dev.holdfast.language.jinja.Function;
import dev.holdfast.language.jinja.Test;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The template engine as Ansible sets it up: with `lookup`, `query`, `q` and `undef`.
public final class AnsibleEnvironment {
  /// Filters whose text is never read as a literal: the default of `STRING_TYPE_FILTERS`.
  private static final Set<String> TEXT_FILTERS =
      Set.of("string", "to_json", "to_nice_json", "to_yaml", "to_nice_yaml", "ppretty", "json");

  private static final Map<String, Function> FUNCTIONS =
      Map.of(
          "lookup", AnsibleEnvironment::lookup,
          "query", AnsibleEnvironment::query,
          "q", AnsibleEnvironment::query,
          "undef", AnsibleEnvironment::undef);

  private AnsibleEnvironment() {}

  /// @param functions more global functions, such as `now`
  public static Environment of(
      Map<String, Filter> filters, Map<String, Test> tests, Map<String, Function> functions) {
    Map<String, Function> all = new HashMap<>(FUNCTIONS);
    all.putAll(functions);
    return new Environment(filters, tests, all, TEXT_FILTERS);
  }

  private static Value lookup(Arguments args, EvalContext context) {
    List<Value> positional = args.positional();
    if (positional.isEmpty()) {
      throw PythonError.typeError(
          "Templar._lookup() missing 1 required positional argument: 'name'");
    }
    return context.lookup(
        Text.str(positional.getFirst()),
        new Arguments(positional.subList(1, positional.size()), args.named()));
  }

  private static Value query(Arguments args, EvalContext context) {
    Map<String, Value> named = new LinkedHashMap<>(args.named());
    named.put("wantlist", Bool.TRUE);
    return lookup(new Arguments(args.positional(), named), context);
  }

  private static Value undef(Arguments args, EvalContext context) {
    String hint =
        args.at(0, "hint")
            .filter(value -> value instanceof Str str && !str.text().isEmpty())
            .map(Text::str)
            .orElse("Mandatory variable has not been overridden");
    return new Undefined(hint);
  }
}
