package dev.holdfast.framework.rules;

import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a table makes a schema that Terraform loads and that we want to publish.
///
/// Source of the rules: `InternalValidate` in Terraform's `internal/configs/configschema`; its
/// documentation on reserved argument names; and our own: everything is documented, defaults can
/// work. For tests and for the start of a provider: each problem is one sentence for its author.
public final class SchemaCheck {

  /// What a schema describes.
  public enum Role {
    PROVIDER,
    MANAGED,
    OTHER
  }

  private static final Pattern TYPE_NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private static final Set<String> OF_PROVIDERS = Set.of("alias", "version");

  private static final Set<String> OF_RESOURCES =
      Set.of(
          "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner");

  private SchemaCheck() {}

  /// @param name the type name
  public static List<String> problems(Role role, String name, Schema schema) {
    var problems = new ArrayList<String>();
    if (!TYPE_NAME.matcher(name).matches()) {
      problems.add(name + ": a type name has lower-case letters, digits and underscores only");
    }
    if (schema.version() < 0) {
      problems.add(name + ": a schema version is not negative");
    }
    if (schema.doc().isBlank()) {
      problems.add(name + ": has no documentation");
    }
    new BodyCheck(role, problems).root(name, schema.body(), reserved(role));
    return List.copyOf(problems);
  }

  private static Set<String> reserved(Role role) {
    return role == Role.PROVIDER ? OF_PROVIDERS : OF_RESOURCES;
  }

  public static List<String> problems(Function.Signature function) {
    var problems = new ArrayList<String>();
    String name = "function " + function.name();
    if (!TYPE_NAME.matcher(function.name()).matches()) {
      problems.add(name + ": a name has lower-case letters, digits and underscores only");
    }
    if (function.summary().isBlank() || function.doc().isBlank()) {
      problems.add(name + ": has no summary or no documentation");
    }
    Set<String> seen = new HashSet<>();
    var parameters = new ArrayList<>(function.parameters());
    Optional<Function.Parameter> variadic = function.variadic();
    variadic.ifPresent(parameters::add);
    for (Function.Parameter parameter : parameters) {
      String place = name + "." + parameter.name();
      if (!TYPE_NAME.matcher(parameter.name()).matches() || !seen.add(parameter.name())) {
        problems.add(place + ": a parameter has a name of its own, of lower-case letters");
      }
      if (parameter.doc().isBlank()) {
        problems.add(place + ": has no documentation");
      }
    }
    return List.copyOf(problems);
  }

  public static List<String> problems(String name, Identified.IdentitySchema identity) {
    var problems = new ArrayList<String>();
    if (identity.attributes().isEmpty()) {
      problems.add(name + ": an identity has at least one attribute");
    }
    Set<String> seen = new HashSet<>();
    for (Identified.IdentityAttribute attribute : identity.attributes()) {
      String place = name + " identity." + attribute.name();
      if (!TYPE_NAME.matcher(attribute.name()).matches() || !seen.add(attribute.name())) {
        problems.add(place + ": an attribute has a name of its own, of lower-case letters");
      }
      if (!isIdentityType(attribute.type())) {
        problems.add(place + ": is of a primitive type or a list of one");
      }
    }
    return List.copyOf(problems);
  }

  private static boolean isIdentityType(Type type) {
    return type instanceof Type.Primitive || type instanceof Type.ListOf(Type.Primitive _);
  }
}
