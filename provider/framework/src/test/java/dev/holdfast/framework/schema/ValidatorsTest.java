package dev.holdfast.framework.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.codec.JsonText;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidatorsTest {

  static Stream<Arguments> values() {
    Validator size = Validators.lengthBetween(1, 3);
    return Stream.of(
        arguments(Validators.between(1, 128), Value.of(1), true),
        arguments(Validators.between(1, 128), Value.of(128), true),
        arguments(Validators.between(1, 128), Value.of(0), false),
        arguments(Validators.between(1, 128), Value.of(129), false),
        arguments(Validators.between(1, 128), Value.of(new BigDecimal("128.5")), false),
        arguments(Validators.atLeast(2), Value.of(2), true),
        arguments(Validators.atLeast(2), Value.of(1), false),
        arguments(Validators.atMost(2), Value.of(2), true),
        arguments(Validators.atMost(2), Value.of(3), false),
        arguments(Validators.wholeNumber(), Value.of(new BigDecimal("1e3")), true),
        arguments(Validators.wholeNumber(), Value.of(new BigDecimal("1.5")), false),
        arguments(Validators.oneOf("raw", "qcow2"), Value.of("raw"), true),
        arguments(Validators.oneOf("raw", "qcow2"), Value.of("RAW"), false),
        arguments(Validators.oneOf(1, 2, 4), Value.of(4), true),
        arguments(Validators.oneOf(1, 2, 4), Value.of(3), false),
        arguments(Validators.matches("[a-z]+", "lower-case letters"), Value.of("abc"), true),
        arguments(Validators.matches("[a-z]+", "lower-case letters"), Value.of("abc1"), false),
        arguments(size, Value.of("\ud83d\ude00\ud83d\ude00\ud83d\ude00"), true),
        arguments(size, Value.of(""), false),
        arguments(size, Value.of("abcd"), false),
        arguments(Validators.notBlank(), Value.of(" "), false),
        arguments(Validators.notBlank(), Value.of("x"), true),
        arguments(Validators.duration(), Value.of("1h30m"), true),
        arguments(Validators.duration(), Value.of("90"), false),
        arguments(Validators.ipAddress(), Value.of("192.0.2.10"), true),
        arguments(Validators.ipAddress(), Value.of("2001:db8::1"), true),
        arguments(Validators.ipAddress(), Value.of("::ffff:192.0.2.1"), true),
        arguments(Validators.ipAddress(), Value.of("192.0.2"), false),
        arguments(Validators.ipAddress(), Value.of("192.0.2.256"), false),
        arguments(Validators.ipAddress(), Value.of("192.0.2.010"), false),
        arguments(Validators.ipAddress(), Value.of("example.org"), false),
        arguments(Validators.ipAddress(), Value.of("fe80::1%eth0"), false),
        arguments(Validators.ipAddress(), Value.of("1:2"), false),
        arguments(Validators.cidr(), Value.of("192.0.2.0/24"), true),
        arguments(Validators.cidr(), Value.of("2001:db8::/128"), true),
        arguments(Validators.cidr(), Value.of("192.0.2.0/33"), false),
        arguments(Validators.cidr(), Value.of("192.0.2.0"), false),
        arguments(Validators.cidr(), Value.of("192.0.2.0/024"), false),
        arguments(Validators.sizeBetween(1, 2), list("a"), true),
        arguments(Validators.sizeBetween(1, 2), list(), false),
        arguments(Validators.sizeBetween(1, 2), list("a", "b", "c"), false),
        arguments(Validators.unique(), list("a", "b"), true),
        arguments(Validators.unique(), list("a", "a"), false),
        arguments(Validators.each(size), list("a", "bc"), true),
        arguments(Validators.each(size), list("a", "abcd"), false),
        arguments(Validators.each(size), new Value.ListOf(List.of(Values.UNKNOWN)), true),
        arguments(Validators.each(size), new Value.SetOf(List.of(Value.of(""))), false),
        arguments(Validators.each(size), map("k", ""), false),
        arguments(Validators.keys(size), map("k", ""), true),
        arguments(Validators.keys(size), map("long key", ""), false),
        arguments(Validators.any(Validators.oneOf("host"), size), Value.of("abc"), true),
        arguments(Validators.any(Validators.oneOf("host"), size), Value.of("host"), true),
        arguments(Validators.any(Validators.oneOf("host"), size), Value.of("other"), false),
        arguments(JsonText.valid(), Value.of("{\"a\": 1}"), true),
        arguments(JsonText.valid(), Value.of("{a: 1}"), false));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreTakenOrRefused(Validator validator, Value value, boolean good) {
    assertThat(found(validator, value)).hasSize(good ? 0 : 1);
    assertThat(validator.describe()).isNotBlank();
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        arguments(
            Validators.between(1, 128),
            Value.of(500),
            "cores is 500, but must be between 1 and 128. Write another number."),
        arguments(
            Validators.oneOf("raw", "qcow2"),
            Value.of("qcow"),
            "cores is \"qcow\", but must be one of \"raw\", \"qcow2\". Did you mean \"qcow2\"?"),
        arguments(
            Validators.oneOf("raw", "qcow2"),
            Value.of("something"),
            "cores is \"something\", but must be one of \"raw\", \"qcow2\". Write one of these"
                + " words."),
        arguments(
            Validators.keys(Validators.matches("net[0-9]+", "a slot such as net0")),
            map("eth0", ""),
            "cores has the key \"eth0\", but each key must be a slot such as net0. Rename the"
                + " key."),
        arguments(
            Validators.each(Validators.atLeast(1)),
            new Value.ListOf(List.of(Value.of(1), Value.of(0))),
            "cores[1] is 0, but must be at least 1. Write another number."));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void errorsNameAttributeValueRuleAndCure(Validator validator, Value value, String detail) {
    assertThat(found(validator, value)).extracting(Diagnostic::detail).containsExactly(detail);
  }

  @Test
  void sensitiveValuesAreNotRepeated() {
    var diagnostics = new Diagnostics();
    Attribute secret =
        Attribute.optional("pin", Type.STRING, "Pin.")
            .validated(Validators.lengthBetween(4, 8))
            .sensitive();
    Validators.run(secret, Path.of("pin"), Value.of("123"), diagnostics);
    assertThat(diagnostics.all())
        .extracting(Diagnostic::detail)
        .containsExactly("The sensitive value of pin must be of 4 to 8 characters.");
  }

  @Test
  void allValidatorsOfAnAttributeAreRun() {
    var diagnostics = new Diagnostics();
    Attribute name =
        Attribute.optional("name", Type.STRING, "Name.")
            .validated(Validators.lengthBetween(4, 8))
            .validated(Validators.matches("[a-z]+", "letters"));
    Validators.run(name, Path.of("name"), Value.of("1"), diagnostics);
    assertThat(diagnostics.all()).hasSize(2);
  }

  private static List<Diagnostic> found(Validator validator, Value value) {
    var diagnostics = new Diagnostics();
    validator.validate(Path.of("cores"), value, diagnostics);
    return diagnostics.all();
  }

  private static Value list(String... texts) {
    return new Value.ListOf(Stream.of(texts).map(Value::of).toList());
  }

  private static Value map(String key, String value) {
    return new Value.MapOf(Map.of(key, Value.of(value)));
  }
}
