package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Path.Step;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.framework.value.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a value under the guidance of its type.
final class MsgpackDecoder {

  private final MsgpackReader reader;

  MsgpackDecoder(MsgpackReader reader) {
    this.reader = reader;
  }

  Value decode(Type type, int depth) {
    Msgpack.checkDepth(depth);
    if (reader.next() == MsgpackKind.NIL) {
      reader.nil();
      return Values.NULL;
    }
    if (reader.next() == MsgpackKind.EXTENSION) {
      return MsgpackUnknown.read(reader.extension());
    }
    return switch (type) {
      case Type.Primitive primitive -> primitive(primitive);
      case Type.Dynamic _ -> dynamic(depth);
      case Type.ListOf(var element) -> new Value.ListOf(elements(element, depth));
      case Type.SetOf(var element) -> new Value.SetOf(elements(element, depth));
      case Type.MapOf(var element) -> new Value.MapOf(map(element, depth));
      case Type.Tuple tuple -> new Value.Tuple(tuple(tuple, depth));
      case Type.Obj object -> object(object, depth);
    };
  }

  private Value primitive(Type.Primitive type) {
    return switch (type) {
      case STRING -> Value.of(reader.string());
      case NUMBER -> Value.of(Numbers.bounded(reader.number()));
      case BOOL -> Value.of(reader.bool());
    };
  }

  private Value dynamic(int depth) {
    if (reader.array() != 2) {
      throw CodecException.malformed("a dynamic value is a pair of type and value");
    }
    Type type = TypeJson.decode(reader.binary());
    if (type instanceof Type.Dynamic) {
      throw CodecException.malformed("a dynamic value without a type of its own");
    }
    return new Value.Dynamic(type, decode(type, depth + 1));
  }

  private List<Value> elements(Type element, int depth) {
    int count = reader.array();
    var elements = new ArrayList<Value>(count);
    for (int i = 0; i < count; i++) {
      elements.add(child(element, new Step.Index(i), depth));
    }
    return elements;
  }

  private List<Value> tuple(Type.Tuple type, int depth) {
    int count = reader.array();
    if (count != type.elements().size()) {
      throw CodecException.mismatch(Words.of(type), "an array of " + count);
    }
    var elements = new ArrayList<Value>(count);
    for (int i = 0; i < count; i++) {
      elements.add(child(type.elements().get(i), new Step.Index(i), depth));
    }
    return elements;
  }

  private Map<String, Value> map(Type element, int depth) {
    int count = reader.map();
    var entries = new LinkedHashMap<String, Value>();
    for (int i = 0; i < count; i++) {
      String key = reader.string();
      entries.put(key, child(element, new Step.Key(key), depth));
    }
    return entries;
  }

  private Value object(Type.Obj type, int depth) {
    int count = reader.map();
    var found = new LinkedHashMap<String, Value>();
    for (int i = 0; i < count; i++) {
      String name = reader.string();
      Type attribute = type.attributes().get(name);
      if (attribute == null || found.containsKey(name)) {
        throw CodecException.mismatch("each attribute once", "attribute \"" + name + "\"");
      }
      found.put(name, child(attribute, new Step.Attribute(name), depth));
    }
    Kinds.checkNames(type, found.keySet());
    return new Value.Obj(found);
  }

  private Value child(Type type, Step step, int depth) {
    try {
      return decode(type, depth + 1);
    } catch (CodecException e) {
      throw e.under(step);
    }
  }
}
