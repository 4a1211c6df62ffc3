package dev.holdfast.framework.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A Terraform type constraint, as the `type` of a schema attribute states it.
///
/// Source: `docs/plugin-protocol/object-wire-format.md` of Terraform, "Schema Attribute Mapping
/// Rules".
public sealed interface Type {

  /// The three primitive types.
  enum Primitive implements Type {
    STRING,
    NUMBER,
    BOOL
  }

  /// The pseudo-type whose value carries its own type ([Value.Dynamic]).
  enum Dynamic implements Type {
    DYNAMIC
  }

  /// An ordered collection of one element type.
  record ListOf(Type element) implements Type {}

  /// An unordered collection of distinct values of one element type.
  record SetOf(Type element) implements Type {}

  /// A collection of one element type, keyed by strings.
  record MapOf(Type element) implements Type {}

  /// A fixed-length sequence with a type for each place.
  record Tuple(List<Type> elements) implements Type {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  /// A fixed set of named attributes; `optional` names those a configuration may leave out.
  record Obj(Map<String, Type> attributes, Set<String> optional) implements Type {
    public Obj {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
      optional = Set.copyOf(optional);
    }

    public Obj(Map<String, Type> attributes) {
      this(attributes, Set.of());
    }
  }

  Type STRING = Primitive.STRING;
  Type NUMBER = Primitive.NUMBER;
  Type BOOL = Primitive.BOOL;
  Type DYNAMIC = Dynamic.DYNAMIC;

  static Type listOf(Type element) {
    return new ListOf(element);
  }

  static Type setOf(Type element) {
    return new SetOf(element);
  }

  static Type mapOf(Type element) {
    return new MapOf(element);
  }

  static Type tupleOf(Type... elements) {
    return new Tuple(List.of(elements));
  }

  static Obj objectOf(Map<String, Type> attributes) {
    return new Obj(attributes);
  }

  /// Whether a type or a part of it is [Type#DYNAMIC].
  static boolean hasDynamic(Type type) {
    return switch (type) {
      case Primitive _ -> false;
      case Dynamic _ -> true;
      case ListOf(var element) -> hasDynamic(element);
      case SetOf(var element) -> hasDynamic(element);
      case MapOf(var element) -> hasDynamic(element);
      case Tuple(var elements) -> elements.stream().anyMatch(Type::hasDynamic);
      case Obj(var attributes, _) -> attributes.values().stream().anyMatch(Type::hasDynamic);
    };
  }

  /// Whether every value of `type` is one of `wanted`, of which dynamic parts take anything.
  static boolean conforms(Type type, Type wanted) {
    return switch (wanted) {
      case Dynamic _ -> true;
      case Primitive _ -> type.equals(wanted);
      case ListOf(var element) -> type instanceof ListOf(var own) && conforms(own, element);
      case SetOf(var element) -> type instanceof SetOf(var own) && conforms(own, element);
      case MapOf(var element) -> type instanceof MapOf(var own) && conforms(own, element);
      case Tuple(var elements) -> type instanceof Tuple(var own) && conform(own, elements);
      case Obj(var attributes, _) ->
          type instanceof Obj(var own, _)
              && own.keySet().equals(attributes.keySet())
              && conform(List.copyOf(own.values()), inOrder(attributes, own.keySet()));
    };
  }

  private static boolean conform(List<Type> types, List<Type> wanted) {
    boolean all = types.size() == wanted.size();
    for (int i = 0; all && i < types.size(); i++) {
      all = conforms(types.get(i), wanted.get(i));
    }
    return all;
  }

  private static List<Type> inOrder(Map<String, Type> attributes, Set<String> names) {
    return names.stream().map(name -> Objects.requireNonNull(attributes.get(name))).toList();
  }
}
