package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Path.Step;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// JSON text as values without a schema: objects, tuples, strings, numbers, booleans and nulls.
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(400)
                  .maxNumberLength(4_096)
                  .maxStringLength(256 << 20)
                  .build())
          .build();

  private Json() {}

  static Value read(Bytes bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes.toArray())) {
      Value value = value(parser, next(parser));
      if (parser.nextToken() != null) {
        throw CodecException.malformed("text is left after the JSON value");
      }
      return value;
    } catch (JacksonException e) {
      // The parser's own message may quote the text, which may be secret.
      throw CodecException.malformed("not JSON, from byte " + offset(e));
    }
  }

  private static long offset(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
  }

  private static JsonToken next(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw CodecException.malformed("the JSON text ends before the value does");
    }
    return token;
  }

  private static Value value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> Values.NULL;
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_STRING -> Value.of(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.of(Numbers.parse(parser.getString()));
      case START_ARRAY -> array(parser);
      case START_OBJECT -> object(parser);
      default -> throw CodecException.malformed("unexpected " + token + " in JSON");
    };
  }

  private static Value array(JsonParser parser) {
    var elements = new ArrayList<Value>();
    JsonToken token = next(parser);
    while (token != JsonToken.END_ARRAY) {
      elements.add(value(parser, token));
      token = next(parser);
    }
    return new Value.Tuple(elements);
  }

  private static Value object(JsonParser parser) {
    var attributes = new LinkedHashMap<String, Value>();
    while (next(parser) != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      attributes.put(name, value(parser, next(parser)));
    }
    return new Value.Obj(attributes);
  }

  static Bytes write(Value value) {
    var out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    } catch (JacksonException e) {
      throw CodecException.limit("value that JSON cannot hold");
    }
    return Bytes.of(out.toByteArray());
  }

  private static void write(JsonGenerator generator, Value value) {
    switch (value) {
      case Value.Null _ -> generator.writeNull();
      case Value.Str(var text) -> generator.writeString(text);
      case Value.Num(var number) -> generator.writeNumber(Numbers.text(number));
      case Value.Bool(var truth) -> generator.writeBoolean(truth);
      case Value.ListOf(var elements) -> array(generator, elements);
      case Value.SetOf(var elements) -> array(generator, elements);
      case Value.Tuple(var elements) -> array(generator, elements);
      case Value.MapOf(var elements) -> object(generator, elements);
      case Value.Obj(var attributes) -> object(generator, attributes);
      case Value.Unknown _, Value.Dynamic _ ->
          throw CodecException.mismatch("a value that JSON can hold", Kinds.of(value));
    }
  }

  private static void array(JsonGenerator generator, List<Value> elements) {
    generator.writeStartArray();
    for (int i = 0; i < elements.size(); i++) {
      child(generator, elements.get(i), new Step.Index(i));
    }
    generator.writeEndArray();
  }

  private static void object(JsonGenerator generator, Map<String, Value> attributes) {
    generator.writeStartObject();
    for (var entry : attributes.entrySet()) {
      generator.writeName(entry.getKey());
      child(generator, entry.getValue(), new Step.Attribute(entry.getKey()));
    }
    generator.writeEndObject();
  }

  private static void child(JsonGenerator generator, Value value, Step step) {
    try {
      write(generator, value);
    } catch (CodecException e) {
      throw e.under(step);
    }
  }
}
