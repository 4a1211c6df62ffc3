package dev.holdfast.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0400",
    "127, 047f",
    "128, 048180",
    "255, 0481ff",
    "256, 04820100",
    "65535, 0482ffff",
    "65536, 0483010000"
  })
  void lengthsTakeTheShortestForm(int size, String header) {
    byte[] element = Der.octets(new byte[size]);
    byte[] start = Arrays.copyOf(element, element.length - size);
    assertThat(HexFormat.of().formatHex(start)).isEqualTo(header);
  }

  @Test
  void objectIdentifiersPackTheirArcs() {
    // The worked example of X.690, 8.19.5, and two with long arcs.
    assertThat(Der.oid(2, 100, 3)).containsExactly(0x06, 0x03, 0x81, 0x34, 0x03);
    assertThat(Der.oid(1, 2, 840, 113549))
        .containsExactly(0x06, 0x06, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d);
    assertThat(Der.oid(1, 3, 101, 112)).containsExactly(0x06, 0x03, 0x2b, 0x65, 0x70);
  }

  @Test
  void integersWithAHighBitStayPositive() {
    assertThat(Der.integer(BigInteger.valueOf(128))).containsExactly(0x02, 0x02, 0x00, 0x80);
  }
}
