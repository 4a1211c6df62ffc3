package dev.holdfast.framework.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
}
