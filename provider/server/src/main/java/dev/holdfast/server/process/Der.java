package dev.holdfast.server.process;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// The few DER encodings (ITU-T X.690) that a self-signed certificate is made of.
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return element(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return element(SET, parts);
  }

  static byte[] integer(BigInteger value) {
    return element(0x02, value.toByteArray());
  }

  /// A bit string whose last byte leaves `unused` bits.
  static byte[] bits(int unused, byte[] content) {
    return element(0x03, new byte[] {(byte) unused}, content);
  }

  static byte[] octets(byte[] content) {
    return element(0x04, content);
  }

  static byte[] nothing() {
    return element(0x05);
  }

  static byte[] utf8(String text) {
    return element(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A point in time as `yyMMddHHmmssZ`; years below 50 lie after 2000.
  static byte[] utcTime(String text) {
    return element(0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  /// A context-specific element that wraps others.
  static byte[] explicit(int tag, byte[]... parts) {
    return element(0xa0 | tag, parts);
  }

  /// A context-specific element whose content is primitive.
  static byte[] implicit(int tag, byte[] content) {
    return element(0x80 | tag, content);
  }

  /// An object identifier from its arcs.
  static byte[] oid(int... arcs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    base128(out, arcs[0] * 40 + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      base128(out, arcs[i]);
    }
    return element(0x06, out.toByteArray());
  }

  private static void base128(ByteArrayOutputStream out, int arc) {
    int shift = 28;
    while (shift > 0 && arc >>> shift == 0) {
      shift -= 7;
    }
    for (; shift > 0; shift -= 7) {
      out.write((arc >>> shift & 0x7f) | 0x80);
    }
    out.write(arc & 0x7f);
  }

  private static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    length(out, length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
    out.write(0x80 | bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(length >>> (8 * i));
    }
  }
}
