package dev.holdfast.engine.lookup;

import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.regex.RegexException;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Items;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lookups that read variables of the play and of the environment.
///
/// Sources: `env.py`, `vars.py` and `varnames.py` of `ansible/plugins/lookup`.
final class VariableLookups {
  private VariableLookups() {}

  static List<Value> env(List<Value> terms, Given given, Map<String, String> environment) {
    Value otherwise = given.value("default").orElse(Str.EMPTY);
    List<Value> values = new ArrayList<>();
    for (Value term : terms) {
      String name = Text.str(term).strip().split("\\s", 2)[0];
      String known = environment.get(name);
      if (known == null && otherwise instanceof Undefined) {
        throw new UndefinedError("The \"env\" lookup, found an undefined variable: " + name);
      }
      values.add(known == null ? otherwise : Str.of(known));
    }
    return values;
  }

  static List<Value> vars(List<Value> terms, Given given, Templar templar) {
    Optional<Value> otherwise = given.value("default");
    List<Value> values = new ArrayList<>();
    for (Value term : terms) {
      String name = name(term, "its a");
      try {
        Value found =
            find(name, templar)
                .orElseThrow(() -> new UndefinedError("No variable found with this name: " + name));
        values.add(templar.template(found));
      } catch (UndefinedError e) {
        values.add(otherwise.orElseThrow(() -> e));
      }
    }
    return values;
  }

  private static Optional<Value> find(String name, Templar templar) {
    return templar
        .variables()
        .lookup(name)
        .or(() ->
            templar
                .variables()
                .lookup("hostvars")
                .flatMap(all ->
                    templar
                        .variables()
                        .lookup("inventory_hostname")
                        .flatMap(host -> Items.find(all, host)))
                .flatMap(own -> Items.find(own, Str.of(name))));
  }

  static List<Value> names(List<Value> terms, Templar templar) {
    List<Value> names = new ArrayList<>();
    for (Value term : terms) {
      PythonRegex pattern = compiled(name(term, "it is a"));
      templar.variables().names().stream()
          .filter(name -> pattern.search(name).isPresent())
          .forEach(name -> names.add(Str.of(name)));
    }
    return names;
  }

  private static PythonRegex compiled(String pattern) {
    try {
      return PythonRegex.compile(pattern);
    } catch (RegexException e) {
      throw TemplateError.ansible(
          "Unable to use \"" + pattern + "\" as a search parameter: " + e.getMessage(), e);
    }
  }

  private static String name(Value term, String its) {
    if (term instanceof Str str) {
      return str.text();
    }
    throw TemplateError.ansible(
        "Invalid setting identifier, \"%s\" is not a string, %s %s"
            .formatted(Text.str(term), its, Terms.type(term)));
  }
}
