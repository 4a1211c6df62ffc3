package dev.holdfast.language.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonOperationsTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0", "1e16, 1e+16", "1e15, 1000000000000000.0", "0.0001, 0.0001", "0.00001, 1e-05",
    "1.5e300, 1.5e+300", "123456.789, 123456.789", "-0.0, -0.0", "5e-324, 5e-324", "100, 100.0"
  })
  void floatsPrintAsInPython(double number, String text) {
    assertThat(Text.repr(new Real(number))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'it'", "\"it's\"", "'say \"it\\'s\"'", "'a\\nb\\t\\\\'", "'\\x00\\x7f'", "'é€😀'",
        "'\\u2028\\xa0'", "[1, 2.5, None, True]", "(1,)", "()", "{'a': [1, (2, 3)], 1: {}}", "[]",
        "-5", "123456789012345678901234567890"
      })
  void literalsPrintAsTheyAreWritten(String literal) {
    assertThat(PythonLiteral.parse(literal, false).map(Text::repr)).contains(literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "[a]", "[1+2]", "{1: }", "[1", "1 2", "'a", "f'x'", " [1]", "{[]: 1}", "08", "1__0",
        "", "true", "[1]]", "b'x'", "*", "- - x"
      })
  void otherTextsAreNoLiterals(String text) {
    assertThat(PythonLiteral.parse(text, false)).isEmpty();
  }

  @Test
  void literalsMayBeWrittenInManyWays() {
    assertThat(
            PythonLiteral.parse("[ 0x1F , 1_000, \n # note\n 'a' \"b\", ]", false).map(Text::repr))
        .contains("[31, 1000, 'ab']");
    assertThat(PythonLiteral.parse("{\"a\": null, \"b\": [true]}", true).map(Text::repr))
        .contains("{'a': None, 'b': [True]}");
    assertThat(PythonLiteral.parse("r'\\d'", false)).contains(Str.of("\\d"));
    assertThat(PythonLiteral.parse("'''a\nb'''", false)).contains(Str.of("a\nb"));
  }

  @Property(tries = 200)
  void everyTextReadsBackFromItsRepr(@ForAll String text) {
    assertThat(PythonLiteral.parse(Text.repr(Str.of(text)), false)).contains(Str.of(text));
  }

  @Property(tries = 200)
  void everyFloatReadsBackFromItsRepr(@ForAll double number) {
    assertThat(PythonLiteral.parse(Text.repr(new Real(number)), false)).contains(new Real(number));
  }

  @Property(tries = 200)
  void floorDivisionAndModuloBelongTogether(@ForAll int dividend, @ForAll int divisor) {
    if (divisor != 0) {
      Value a = Int.of(dividend);
      Value b = Int.of(divisor);
      Value product = Arithmetic.multiply(Arithmetic.floorDivide(a, b), b);
      assertThat(Arithmetic.add(product, Arithmetic.modulo(a, b))).isEqualTo(a);
    }
  }

  @Test
  void errorsAreWordedAsInPython() {
    assertThatThrownBy(() -> Comparison.holds("<", Int.of(1), Str.of("a")))
        .hasMessage("'<' not supported between instances of 'int' and 'str'");
    assertThatThrownBy(() -> Arithmetic.add(Str.of("a"), Int.of(1)))
        .hasMessage("can only concatenate str (not \"int\") to str");
    assertThatThrownBy(() -> Sequences.length(Int.of(1)))
        .hasMessage("object of type 'int' has no len()");
    assertThatThrownBy(() -> Comparison.requireHashable(new ListValue()))
        .hasMessage("unhashable type: 'list'");
    assertThatThrownBy(() -> Truth.of(new Undefined("'x' is undefined")))
        .isInstanceOf(UndefinedError.class)
        .hasMessage("'x' is undefined");
  }

  @Test
  void charactersBeyondTheBasicPlaneAreOneCharacter() {
    Str text = Str.of("a😀b");
    assertThat(Sequences.length(text)).isEqualTo(3);
    assertThat(Sequences.at(text, 1)).contains(Str.of("😀"));
    assertThat(Sequences.slice(text, None.NONE, None.NONE, Int.of(-1))).isEqualTo(Str.of("b😀a"));
  }

  @Test
  void encryptedValuesShowNothing() {
    Value secret = new Vaulted("$ANSIBLE_VAULT;1.1;AES256");
    assertThat(secret).hasToString("Vaulted[]");
    assertThatThrownBy(() -> Text.str(DictValue.of(Map.of("k", secret))))
        .hasMessage("Attempting to decrypt but no vault secrets found");
  }
}
