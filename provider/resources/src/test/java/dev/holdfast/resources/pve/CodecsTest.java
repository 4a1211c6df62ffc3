package dev.holdfast.resources.pve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecsTest {

  private static final Codec TAGS = Codecs.set(";", "[;, ]+");
  private static final Codec ORDER = Codecs.list(";", ";");

  @Property(tries = 200)
  void textComesBackAsItWas(@ForAll String text) {
    Value value = Value.of(text);

    assertThat(Codecs.TEXT.decode(Codecs.TEXT.encode(value))).isEqualTo(value);
  }

  @Property(tries = 200)
  void numbersComeBackAndAreWrittenWithoutExponent(
      @ForAll @BigRange(min = "-1000000000000", max = "1000000000000") BigDecimal number) {
    String text = Codecs.NUMBER.encode(Value.of(number));

    assertThat(text).doesNotContain("E");
    assertThat(Codecs.NUMBER.decode(text)).isEqualTo(Value.of(number));
  }

  @Property
  void flagsComeBack(@ForAll boolean truth) {
    assertThat(Codecs.FLAG.decode(Codecs.FLAG.encode(Value.of(truth)))).isEqualTo(Value.of(truth));
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.strings().alpha().numeric().withChars("_.+-").ofMinLength(1).list();
  }

  @Property(tries = 200)
  void setsOfWordsComeBackInAnyOrder(@ForAll("words") List<String> words) {
    Value set = new Value.SetOf(words.stream().map(Value::of).toList());
    Value reversed = new Value.SetOf(words.reversed().stream().map(Value::of).toList());

    assertThat(TAGS.decode(TAGS.encode(set))).isEqualTo(set);
    assertThat(TAGS.decode(TAGS.encode(reversed))).isEqualTo(set);
  }

  @Property(tries = 200)
  void listsOfWordsComeBackInTheirOrder(@ForAll("words") List<String> words) {
    Value list = new Value.ListOf(words.stream().map(Value::of).toList());

    assertThat(ORDER.decode(ORDER.encode(list))).isEqualTo(list);
    assertThat(Codecs.LINES.decode(Codecs.LINES.encode(list))).isEqualTo(list);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "0, false",
    "yes, true",
    "on, true",
    "True, true",
    "no, false",
    "x, false"
  })
  void aFlagHasSeveralForms(String text, boolean truth) {
    assertThat(Codecs.FLAG.decode(text)).isEqualTo(Value.of(truth));
  }

  @ParameterizedTest
  @CsvSource({"512, 512", "1.5, 1.5", "1.50, 1.5", "' 2 ', 2", "0, 0"})
  void aNumberHasSeveralForms(String text, BigDecimal number) {
    assertThat(Codecs.NUMBER.decode(text)).isEqualTo(Value.of(number));
  }

  @Test
  void aVolumeTellsItsStorage() {
    assertThat(Codecs.STORAGE_OF_VOLUME.decode("local-lvm:vm-100-disk-0"))
        .isEqualTo(Value.of("local-lvm"));
    assertThat(Codecs.STORAGE_OF_VOLUME.decode("none")).isEqualTo(Values.NULL);
  }

  @Test
  void tagsAreReadWhateverSeparatesThem() {
    assertThat(TAGS.decode("a;b,c a;a"))
        .isEqualTo(new Value.SetOf(List.of(Value.of("a"), Value.of("b"), Value.of("c"))));
  }

  @Test
  void linesMayEndWithALineEnd() {
    assertThat(Codecs.LINES.decode("ssh-ed25519 AAAA one\nssh-rsa BBBB two\n").parts())
        .isEqualTo(List.of(Value.of("ssh-ed25519 AAAA one"), Value.of("ssh-rsa BBBB two")));
  }

  @Test
  void nothingIsAnEmptyCollection() {
    assertThat(TAGS.decode(" ")).isEqualTo(new Value.SetOf(List.of()));
    assertThat(TAGS.encode(new Value.SetOf(List.of()))).isEmpty();
  }
}
