package dev.holdfast.simulator.http;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/// The few elements of DER (X.690) that a certificate is made of.
final class Der {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int FIRST_GENERALIZED_YEAR = 2050;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return element(0x30, join(parts));
  }

  static byte[] set(byte[]... parts) {
    return element(0x31, join(parts));
  }

  static byte[] bool(boolean value) {
    return element(0x01, new byte[] {(byte) (value ? 0xff : 0)});
  }

  static byte[] integer(BigInteger value) {
    return element(0x02, value.toByteArray());
  }

  /// A bit string whose last byte leaves `unused` bits out.
  static byte[] bits(int unused, byte[] content) {
    return element(0x03, join(new byte[] {(byte) unused}, content));
  }

  static byte[] octets(byte[] content) {
    return element(0x04, content);
  }

  static byte[] utf8(String text) {
    return element(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  /// An object identifier in dotted form.
  static byte[] oid(String dotted) {
    int[] arcs = Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(base128(arcs[0] * 40 + arcs[1]));
    Arrays.stream(arcs).skip(2).forEach(arc -> content.writeBytes(base128(arc)));
    return element(0x06, content.toByteArray());
  }

  /// A moment as certificates hold it: with a two-digit year until 2049 (RFC 5280, 4.1.2.5).
  static byte[] time(Instant moment) {
    String text = TIME.format(moment);
    return moment.atOffset(ZoneOffset.UTC).getYear() < FIRST_GENERALIZED_YEAR
        ? element(0x17, text.substring(2).getBytes(StandardCharsets.US_ASCII))
        : element(0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  /// A context-specific element around others.
  static byte[] explicit(int number, byte[] content) {
    return element(0xa0 | number, content);
  }

  /// A context-specific element with bytes of its own.
  static byte[] implicit(int number, byte[] content) {
    return element(0x80 | number, content);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] element(int tag, byte[] content) {
    return join(new byte[] {(byte) tag}, length(content.length), content);
  }

  private static byte[] length(int length) {
    if (length < 0x80) {
      return new byte[] {(byte) length};
    }
    byte[] bytes = BigInteger.valueOf(length).toByteArray();
    byte[] digits = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return join(new byte[] {(byte) (0x80 | digits.length)}, digits);
  }

  private static byte[] base128(int number) {
    byte[] last = {(byte) (number & 0x7f)};
    byte[] all = last;
    for (int rest = number >>> 7; rest > 0; rest >>>= 7) {
      all = join(new byte[] {(byte) (0x80 | (rest & 0x7f))}, all);
    }
    return all;
  }
}
