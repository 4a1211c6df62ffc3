package dev.holdfast.client.netmaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {

  private static IpRange range(String text) {
    return IpRange.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "10.20.3.4/16, 10.20.0.0/16",
    "0.0.0.0/0, 0.0.0.0/0",
    "255.255.255.255/32, 255.255.255.255/32",
    "fd00:20::5/64, fd00:20:0:0:0:0:0:0/64"
  })
  void hostBitsAreCleared(String text, String printed) {
    assertThat(range(text)).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.1/16",
        "10.0.0.0/08",
        "a/8",
        "::1/129",
        "10.0.0.0/-1"
      })
  void whatIsNoRangeIsNone(String text) {
    assertThat(IpRange.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.0/16, true",
    "10.255.0.0/16, 10.0.0.0/8, true",
    "10.0.0.0/16, 10.1.0.0/16, false",
    "fd00::/64, fd00::1:0/112, true",
    "0.0.0.0/0, ::/0, false"
  })
  void rangesOverlapOrNot(String one, String other, boolean overlap) {
    assertThat(range(one).overlaps(range(other))).isEqualTo(overlap);
  }

  @ParameterizedTest
  @CsvSource({
    "10.20.0.0/16, 10.20.255.255, true",
    "10.20.0.0/16, 10.21.0.0, false",
    "fd00::/64, fd00::5, true",
    "10.20.0.0/16, fd00::5, false",
    "10.20.0.0/16, web, false"
  })
  void anAddressIsInsideOrNot(String range, String address, boolean inside) {
    assertThat(range(range).contains(address)).isEqualTo(inside);
  }

  @Property
  void aRangeIsReadAsItIsPrinted(
      @ForAll int address, @ForAll @IntRange(min = 0, max = 32) int prefix) {
    var range = new IpRange(BigInteger.valueOf(Integer.toUnsignedLong(address)), 32, prefix);
    assertThat(range(range.toString())).isEqualTo(range);
  }
}
