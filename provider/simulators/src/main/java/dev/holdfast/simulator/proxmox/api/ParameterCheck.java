package dev.holdfast.simulator.proxmox.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Checks the parameters of a request against a call, all errors together, and stores them as the
/// server does.
///
/// @param values the accepted values; lists are joined by NUL
/// @param lists the values of array parameters
/// @param errors what is wrong, by parameter
public record ParameterCheck(
    Map<String, String> values, Map<String, List<String>> lists, Map<String, String> errors) {

  static final String UNKNOWN =
      "property is not defined in schema and the schema does not allow additional properties";
  static final String MISSING = "property is missing and it is not optional";

  /// Copies the collections.
  public ParameterCheck {
    values = Map.copyOf(values);
    lists = Map.copyOf(lists);
    errors = Map.copyOf(errors);
  }

  /// Checks what a request sent; path parameters are checked with it.
  public static ParameterCheck of(ApiCall call, Map<String, List<String>> sent) {
    Map<String, String> errors = new TreeMap<>();
    Map<String, String> single = new LinkedHashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    sent.forEach((key, all) -> {
      Optional<Parameter> parameter = call.parameter(key);
      if (parameter.isPresent() && parameter.get().kind() instanceof Kind.Texts) {
        lists.put(key, List.copyOf(all));
      } else if (all.size() > 1 && !parameter.map(ParameterCheck::takesList).orElse(false)) {
        errors.put(key, "type check ('string') failed - got ARRAY");
      }
      single.put(key, String.join("\0", all));
    });
    check(call.table(), single, errors);
    Map<String, String> stored = new LinkedHashMap<>();
    single.forEach((key, value) ->
        call.parameter(key)
            .filter(p -> !errors.containsKey(key))
            .ifPresent(p -> stored.put(key, p.kind().stored(value))));
    return new ParameterCheck(stored, lists, errors);
  }

  /// Checks single values against parameters.
  static void check(ParameterTable table, Map<String, String> values, Map<String, String> errors) {
    values.forEach((key, value) -> {
      Optional<Parameter> known = table.find(key);
      if (known.isEmpty()) {
        errors.put(key, UNKNOWN);
      } else {
        known.get().kind().refusal(key, value).ifPresent(why -> errors.putIfAbsent(key, why));
        known
            .get()
            .needs()
            .filter(needed -> !values.containsKey(needed))
            .ifPresent(needed ->
                errors.put(needed, "missing property - '" + key + "' requires this property"));
      }
    });
    for (Parameter parameter : table.all()) {
      if (!parameter.optional() && !values.containsKey(parameter.name())) {
        errors.put(parameter.name(), MISSING);
      }
    }
  }

  private static boolean takesList(Parameter parameter) {
    return parameter.kind() instanceof Kind.Text text
        && text.format().map(Format::isList).orElse(false);
  }
}
