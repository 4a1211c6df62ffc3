package dev.holdfast.framework.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.AnyValue;
import dev.holdfast.framework.value.AnyValue.Typed;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// Whatever arrives, the answer is a value of the type or a [CodecException].
class HostileInputTest {

  @Provide
  Arbitrary<Type> types() {
    return AnyValue.types(2);
  }

  @Provide
  Arbitrary<Typed> values() {
    return AnyValue.withUnknowns();
  }

  @Property(tries = 1000)
  void randomMsgpack(@ForAll("types") Type type, @ForAll @Size(max = 60) byte[] bytes) {
    assertValueOrFailure(type, () -> Msgpack.decode(type, Bytes.of(bytes)));
  }

  @Property(tries = 500)
  void damagedMsgpack(@ForAll("values") Typed typed, @ForAll int where, @ForAll byte what) {
    byte[] bytes = Msgpack.encode(typed.type(), typed.value()).toArray();
    bytes[Math.floorMod(where, bytes.length)] = what;
    assertValueOrFailure(typed.type(), () -> Msgpack.decode(typed.type(), Bytes.of(bytes)));
  }

  @Property(tries = 300)
  void randomJson(@ForAll("types") Type type, @ForAll @Size(max = 60) byte[] bytes) {
    assertValueOrFailure(type, () -> JsonValues.decode(type, Bytes.of(bytes)));
    assertValueOrFailure(type, () -> JsonValues.decodeLenient(type, Bytes.of(bytes)));
  }

  @Property(tries = 300)
  void jsonOfAnotherType(@ForAll("types") Type type, @ForAll("types") Type other) {
    Bytes json = TypeJson.encode(other);
    assertValueOrFailure(type, () -> JsonValues.decode(type, json));
    assertValueOrFailure(type, () -> JsonValues.decodeLenient(type, json));
  }

  @Property(tries = 300)
  void privateStateReadsAnything(@ForAll @Size(max = 60) byte[] bytes) {
    assertThat(PrivateStateCodec.decode(Bytes.of(bytes))).isNotNull();
  }

  private static void assertValueOrFailure(Type type, Supplier<Value> decoding) {
    try {
      assertThat(Conformance.problems(type, decoding.get())).isEmpty();
    } catch (CodecException e) {
      assertThat(e).hasMessageMatching("(?s).{5,200}");
    }
  }
}
