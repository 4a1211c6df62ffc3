package dev.holdfast.language.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YesNoTest {
  @ParameterizedTest
  @CsvSource({
    "y, true", "YES, true", "' on ', true", "1, true", "True, true", "t, true",
    "n, false", "No, false", "OFF, false", "0, false", "false, false", "f, false"
  })
  void readsTheWordsInAnyCase(String text, boolean meaning) {
    assertThat(YesNo.of(text)).contains(meaning);
    assertThat(YesNo.of(Str.of(text))).contains(meaning);
    assertThat(YesNo.lenient(Str.of(text))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maybe", "1.0", "2", "enabled"})
  void otherTextsSayNothing(String text) {
    assertThat(YesNo.of(text)).isEmpty();
    assertThat(YesNo.lenient(Str.of(text))).isFalse();
  }

  @Test
  void numbersSayYesAndNoAsOneAndZeroOnly() {
    assertThat(YesNo.of(Int.of(1))).contains(true);
    assertThat(YesNo.of(new Real(0))).contains(false);
    assertThat(YesNo.of(new Real(1))).contains(true);
    assertThat(YesNo.of(Int.of(2))).isEqualTo(Optional.empty());
    assertThat(YesNo.lenient(Int.of(2))).isTrue();
    assertThat(YesNo.of(None.NONE)).isEmpty();
  }
}
