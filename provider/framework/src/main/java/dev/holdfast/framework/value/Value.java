package dev.holdfast.framework.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A Terraform value: known, null or unknown, at any depth.
///
/// Values do not carry their type (the schema does); only [Dynamic] does, because nothing else
/// could. All values are immutable and compare by meaning: numbers by amount, sets without order.
public sealed interface Value {

  /// The absence of a value.
  enum Null implements Value {
    NULL
  }

  /// A value that will be known only after an apply.
  record Unknown(Refinements refinements) implements Value {}

  /// A string, in Unicode normal form C as Terraform keeps it.
  record Str(String value) implements Value {
    public Str {
      value = Text.normalised(value);
    }
  }

  /// A number of any size and precision.
  record Num(BigDecimal value) implements Value {
    public Num {
      value = normalised(value);
    }

    static BigDecimal normalised(BigDecimal value) {
      return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
  }

  /// A truth value.
  record Bool(boolean value) implements Value {}

  /// The elements of a list, in order.
  record ListOf(List<Value> elements) implements Value {
    public ListOf {
      elements = List.copyOf(elements);
    }
  }

  /// The elements of a set; equal to any other order of the same elements.
  ///
  /// Equal elements count once, but two that hold an unknown may still turn out different.
  record SetOf(List<Value> elements) implements Value {
    public SetOf {
      var seen = new HashSet<Value>();
      elements = elements.stream().filter(each -> !each.isWhollyKnown() || seen.add(each)).toList();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof SetOf(List<Value> theirs)
          && elements.size() == theirs.size()
          && new HashSet<>(elements).equals(new HashSet<>(theirs));
    }

    @Override
    public int hashCode() {
      return new HashSet<>(elements).hashCode();
    }
  }

  /// The elements of a tuple, in order.
  record Tuple(List<Value> elements) implements Value {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  /// The elements of a map, in key order.
  record MapOf(Map<String, Value> elements) implements Value {
    public MapOf {
      var normalised = new TreeMap<String, Value>();
      elements.forEach((key, element) -> normalised.put(Text.normalised(key), element));
      elements = Collections.unmodifiableMap(normalised);
    }
  }

  /// The attributes of an object; every attribute of the type is present.
  record Obj(Map<String, Value> attributes) implements Value {
    public Obj {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /// The attribute of that name, null where the object has none.
    public Value get(String name) {
      Value found = attributes.get(name);
      return found == null ? Null.NULL : found;
    }

    /// This object with one attribute replaced or added.
    public Obj with(String name, Value value) {
      var copy = new LinkedHashMap<>(attributes);
      copy.put(name, value);
      return new Obj(copy);
    }
  }

  /// The value of a dynamic attribute together with its own type (never itself dynamic). The value
  /// may be null or unknown: a null of a type is another value for Terraform than a null of none.
  record Dynamic(Type type, Value value) implements Value {}

  static Value of(String value) {
    return new Str(value);
  }

  static Value of(long value) {
    return new Num(BigDecimal.valueOf(value));
  }

  static Value of(BigDecimal value) {
    return new Num(value);
  }

  static Value of(boolean value) {
    return new Bool(value);
  }

  /// Whether this is null, with or without a type of its own.
  default boolean isNull() {
    return this instanceof Null || this instanceof Dynamic(_, Null _);
  }

  /// Whether this itself is unknown (its parts are not looked at).
  default boolean isUnknown() {
    return this instanceof Unknown || this instanceof Dynamic(_, Unknown _);
  }

  /// Whether neither this nor any part of it is unknown.
  default boolean isWhollyKnown() {
    return switch (this) {
      case Unknown _ -> false;
      case Null _, Str _, Num _, Bool _ -> true;
      case ListOf(var elements) -> elements.stream().allMatch(Value::isWhollyKnown);
      case SetOf(var elements) -> elements.stream().allMatch(Value::isWhollyKnown);
      case Tuple(var elements) -> elements.stream().allMatch(Value::isWhollyKnown);
      case MapOf(var elements) -> elements.values().stream().allMatch(Value::isWhollyKnown);
      case Obj(var attributes) -> attributes.values().stream().allMatch(Value::isWhollyKnown);
      case Dynamic(_, var value) -> value.isWhollyKnown();
    };
  }

  /// The elements of a list, set, tuple or map; empty for anything else.
  default List<Value> parts() {
    return switch (this) {
      case ListOf(var elements) -> elements;
      case SetOf(var elements) -> elements;
      case Tuple(var elements) -> elements;
      case MapOf(var elements) -> new ArrayList<>(elements.values());
      case Null _, Unknown _, Str _, Num _, Bool _, Obj _, Dynamic _ -> List.of();
    };
  }
}
