package dev.holdfast.framework.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.AnyValue;
import dev.holdfast.framework.value.AnyValue.Typed;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Type;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {

  @Provide
  Arbitrary<Typed> known() {
    return AnyValue.known();
  }

  @Provide
  Arbitrary<Typed> withUnknowns() {
    return AnyValue.withUnknowns();
  }

  @Provide
  Arbitrary<Type> types() {
    return AnyValue.types(3);
  }

  @Property(tries = 400)
  void msgpackKeepsEveryValue(@ForAll("withUnknowns") Typed typed) {
    Bytes bytes = Msgpack.encode(typed.type(), typed.value());
    assertThat(Msgpack.decode(typed.type(), bytes)).isEqualTo(typed.value());
  }

  @Property(tries = 400)
  void jsonKeepsEveryKnownValue(@ForAll("known") Typed typed) {
    Bytes bytes = JsonValues.encode(typed.type(), typed.value());
    assertThat(JsonValues.decode(typed.type(), bytes)).isEqualTo(typed.value());
    assertThat(JsonValues.decodeLenient(typed.type(), bytes)).isEqualTo(typed.value());
  }

  @Property(tries = 200)
  void typesSurviveTheirJsonForm(@ForAll("types") Type type) {
    assertThat(TypeJson.decode(TypeJson.encode(type))).isEqualTo(type);
  }

  @Property(tries = 200)
  void generatedValuesConformToTheirType(@ForAll("withUnknowns") Typed typed) {
    assertThat(Conformance.problems(typed.type(), typed.value())).isEmpty();
  }
}
