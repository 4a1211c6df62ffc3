package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Path.Step;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes a value under the guidance of its type.
final class MsgpackEncoder {

  private final MsgpackWriter writer;

  MsgpackEncoder(MsgpackWriter writer) {
    this.writer = writer;
  }

  void encode(Type type, Value value, int depth) {
    Msgpack.checkDepth(depth);
    switch (value) {
      case Value.Null _ -> writer.nil();
      case Value.Unknown(var refinements) -> MsgpackUnknown.write(writer, type, refinements);
      case Value.Dynamic dynamic when type instanceof Type.Dynamic -> dynamic(dynamic, depth);
      default -> known(type, value, depth);
    }
  }

  private void known(Type type, Value value, int depth) {
    switch (type) {
      case Type.Primitive primitive -> primitive(primitive, value);
      case Type.ListOf(var element) when value instanceof Value.ListOf(var elements) ->
          elements(element, elements, depth);
      case Type.SetOf(var element) when value instanceof Value.SetOf(var elements) ->
          elements(element, elements, depth);
      case Type.MapOf(var element) when value instanceof Value.MapOf(var elements) ->
          map(element, elements, depth);
      case Type.Tuple(var types)
          when value instanceof Value.Tuple(var elements) && types.size() == elements.size() ->
          tuple(types, elements, depth);
      case Type.Obj object when value instanceof Value.Obj(var attributes) ->
          object(object, attributes, depth);
      default -> throw Kinds.mismatch(type, value);
    }
  }

  private void primitive(Type.Primitive type, Value value) {
    if (type.equals(Type.STRING) && value instanceof Value.Str(var text)) {
      writer.string(text);
    } else if (type.equals(Type.NUMBER) && value instanceof Value.Num(var number)) {
      number(writer, number);
    } else if (type.equals(Type.BOOL) && value instanceof Value.Bool(var truth)) {
      writer.bool(truth);
    } else {
      throw Kinds.mismatch(type, value);
    }
  }

  /// As an integer or a float where one of them is exact, else as text: what Terraform does, too.
  static void number(MsgpackWriter writer, BigDecimal number) {
    Numbers.bounded(number);
    double nearest = number.doubleValue();
    if (isLong(number)) {
      writer.integer(number.longValueExact());
    } else if (Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(number) == 0) {
      writer.float64(nearest);
    } else {
      writer.string(Numbers.text(number));
    }
  }

  private static boolean isLong(BigDecimal number) {
    return number.scale() <= 0
        && number.precision() - number.scale() <= 19
        && number.toBigIntegerExact().bitLength() <= 63;
  }

  private void dynamic(Value.Dynamic dynamic, int depth) {
    writer.array(2);
    writer.binary(TypeJson.encode(dynamic.type()).toArray());
    encode(dynamic.type(), dynamic.value(), depth + 1);
  }

  private void elements(Type element, List<Value> elements, int depth) {
    writer.array(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      child(element, elements.get(i), new Step.Index(i), depth);
    }
  }

  private void tuple(List<Type> types, List<Value> elements, int depth) {
    writer.array(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      child(types.get(i), elements.get(i), new Step.Index(i), depth);
    }
  }

  private void map(Type element, Map<String, Value> elements, int depth) {
    writer.map(elements.size());
    for (var entry : elements.entrySet()) {
      writer.string(entry.getKey());
      child(element, entry.getValue(), new Step.Key(entry.getKey()), depth);
    }
  }

  private void object(Type.Obj type, Map<String, Value> attributes, int depth) {
    Kinds.checkNames(type, attributes.keySet());
    writer.map(attributes.size());
    for (var entry : type.attributes().entrySet()) {
      writer.string(entry.getKey());
      Value value = Objects.requireNonNull(attributes.get(entry.getKey()));
      child(entry.getValue(), value, new Step.Attribute(entry.getKey()), depth);
    }
  }

  private void child(Type type, Value value, Step step, int depth) {
    try {
      encode(type, value, depth + 1);
    } catch (CodecException e) {
      throw e.under(step);
    }
  }
}
