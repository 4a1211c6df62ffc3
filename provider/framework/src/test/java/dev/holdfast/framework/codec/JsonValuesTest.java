package dev.holdfast.framework.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTest {

  private static final Type.Obj VM = Type.objectOf(Map.of("name", Type.STRING));

  static Stream<Arguments> bothWays() {
    return Stream.of(
        arguments(Type.STRING, Value.of("a\"b"), "\"a\\\"b\""),
        arguments(Type.NUMBER, number("0.1"), "0.1"),
        arguments(Type.NUMBER, number("12345678901234567890.5"), "12345678901234567890.5"),
        arguments(Type.NUMBER, number("1e20"), "100000000000000000000"),
        arguments(Type.BOOL, Value.of(true), "true"),
        arguments(Type.BOOL, Values.NULL, "null"),
        arguments(Type.setOf(Type.NUMBER), new Value.SetOf(List.of(Value.of(1))), "[1]"),
        arguments(VM, new Value.Obj(Map.of("name", Value.of("db"))), "{\"name\":\"db\"}"),
        arguments(
            Type.DYNAMIC,
            new Value.Dynamic(Type.listOf(Type.BOOL), new Value.ListOf(List.of())),
            "{\"value\":[],\"type\":[\"list\",\"bool\"]}"));
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void textIsAsInStateFiles(Type type, Value value, String json) {
    assertThat(JsonValues.encode(type, value).utf8()).isEqualTo(json);
    assertThat(JsonValues.decode(type, Bytes.utf8(json))).isEqualTo(value);
  }

  static Stream<Arguments> converted() {
    return Stream.of(
        arguments(Type.NUMBER, "\"8\"", Value.of(8)),
        arguments(Type.STRING, "8.50", Value.of("8.5")),
        arguments(Type.STRING, "true", Value.of("true")),
        arguments(Type.BOOL, "\"true\"", Value.of(true)),
        arguments(Type.BOOL, "\"0\"", Value.of(false)),
        arguments(Type.DYNAMIC, "{\"type\":\"dynamic\",\"value\":null}", Values.NULL),
        arguments(
            Type.DYNAMIC,
            "{\"type\":\"bool\",\"value\":true}",
            new Value.Dynamic(Type.BOOL, Value.of(true))));
  }

  @ParameterizedTest
  @MethodSource("converted")
  void primitivesConvert(Type type, String json, Value value) {
    assertThat(JsonValues.decode(type, Bytes.utf8(json))).isEqualTo(value);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(Type.STRING, "", "ends before"),
        arguments(Type.STRING, "\"a\" 1", "left after"),
        arguments(Type.STRING, "{", "not JSON"),
        arguments(Type.STRING, "[]", "expected a string, found a tuple"),
        arguments(Type.BOOL, "1", "expected a bool"),
        arguments(Type.NUMBER, "\"x\"", "decimal number"),
        arguments(Type.NUMBER, "1e999999", "digits"),
        arguments(VM, "{}", "missing attribute \"name\""),
        arguments(VM, "{\"name\":null,\"old\":1}", "unexpected attribute \"old\""),
        arguments(VM, "{\"name\":{}}", "name: expected a string"),
        arguments(Type.DYNAMIC, "{\"type\":\"bool\"}", "\"type\" and \"value\""),
        arguments(Type.listOf(Type.BOOL), "[true,[]]", "[1]: expected a bool"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsWrongIsSaid(Type type, String json, String message) {
    CodecException failure =
        catchThrowableOfType(CodecException.class, () -> JsonValues.decode(type, Bytes.utf8(json)));
    assertThat(failure).hasMessageContaining(message);
  }

  @Test
  void lenientReadingDropsAndAddsAttributesAtEveryDepth() {
    Type type = Type.objectOf(Map.of("vms", Type.listOf(VM)));
    Bytes json = Bytes.utf8("{\"gone\":1,\"vms\":[{\"old\":true},{\"name\":\"b\"}]}");
    Value expected =
        new Value.Obj(
            Map.of(
                "vms",
                new Value.ListOf(
                    List.of(
                        new Value.Obj(Map.of("name", Values.NULL)),
                        new Value.Obj(Map.of("name", Value.of("b")))))));
    assertThat(JsonValues.decodeLenient(type, json)).isEqualTo(expected);
  }

  @Test
  void secretsAreNotRepeatedInFailures() {
    CodecException failure =
        catchThrowableOfType(
            CodecException.class,
            () -> JsonValues.decode(VM, Bytes.utf8("{\"name\":\"hunter2\" hunter2}")));
    assertThat(failure).hasMessageNotContaining("hunter2");
    assertThat(failure.getCause()).isNull();
  }

  @Test
  void untypedReadingKeepsTheShapeOfTheText() {
    assertThat(JsonValues.decodeUntyped(Bytes.utf8("{\"a\":[1,null,\"x\"]}")))
        .isEqualTo(
            new Value.Obj(
                Map.of("a", new Value.Tuple(List.of(Value.of(1), Values.NULL, Value.of("x"))))));
  }

  @Test
  void unknownValuesHaveNoJsonForm() {
    CodecException failure =
        catchThrowableOfType(
            CodecException.class,
            () -> JsonValues.encode(VM, new Value.Obj(Map.of("name", Values.UNKNOWN))));
    assertThat(failure.path()).hasToString("name");
  }

  @Test
  void objectTypesNameTheirOptionalAttributes() {
    var type = new Type.Obj(Map.of("a", Type.STRING), Set.of("a"));
    Bytes json = Bytes.utf8("[\"object\",{\"a\":\"string\"},[\"a\"]]");
    assertThat(TypeJson.encode(type)).isEqualTo(json);
    assertThat(TypeJson.decode(json)).isEqualTo(type);
  }

  static Stream<String> noTypes() {
    return Stream.of(
        "1",
        "\"text\"",
        "[]",
        "[\"list\"]",
        "[\"list\",\"string\",1]",
        "[\"tuple\",\"string\"]",
        "[\"object\",[]]",
        "[\"object\",{},[\"a\"]]",
        "[\"object\",{\"a\":\"bool\"},[1]]",
        "[\"heap\",\"string\"]");
  }

  @ParameterizedTest
  @MethodSource("noTypes")
  void whatIsNoTypeIsRefused(String json) {
    assertThat(catchThrowableOfType(CodecException.class, () -> TypeJson.decode(Bytes.utf8(json))))
        .isNotNull();
  }

  @Test
  void aWireValueIsMsgpackElseJsonElseNull() {
    var json = new DynamicValue(Bytes.EMPTY, Bytes.utf8("{\"name\":\"b\"}"));
    assertThat(json.decode(VM)).isEqualTo(new Value.Obj(Map.of("name", Value.of("b"))));
    assertThat(DynamicValue.of(Type.BOOL, Value.of(true)).decode(Type.BOOL))
        .isEqualTo(Value.of(true));
    assertThat(DynamicValue.NONE.decode(VM)).isEqualTo(Values.NULL);
  }

  private static Value number(String text) {
    return Value.of(new BigDecimal(text));
  }
}
