package dev.holdfast.server.log;

import java.util.Arrays;

/// One line of hclog JSON in the making.
///
/// Every value is a string: Terraform stops with a panic when level or message is anything else.
/// Lines beyond 64 KiB are chopped by the host, so values are cut before that; what is no valid
/// Unicode is replaced, because one bad byte would make the whole line unreadable.
final class HclogLine {
  private static final int LONGEST = 64 * 1024 - 1;

  /// Longest start of one value, so that one huge value leaves room for the others.
  private static final int LONGEST_VALUE = 48 * 1024;

  /// Room kept for the mark of a cut value and the end of the line.
  private static final int RESERVE = 16;

  private static final String HEX = "0123456789abcdef";
  private static final char REPLACEMENT = '\ufffd';

  private byte[] buffer = new byte[512];
  private int length;

  HclogLine() {
    raw('{');
  }

  /// Adds a field. One that does not fit any more is left out.
  void field(String name, String value) {
    int before = length;
    if (length > 1) {
      raw(',');
    }
    boolean whole = text(name);
    raw(':');
    if (!whole || LONGEST - length < 2 * RESERVE) {
      length = before;
      return;
    }
    text(value);
  }

  /// The finished line.
  byte[] end() {
    raw('}');
    raw('\n');
    return Arrays.copyOf(buffer, length);
  }

  /// Writes a JSON string; false when it had to be cut.
  private boolean text(String text) {
    int limit = Math.min(LONGEST - RESERVE, length + LONGEST_VALUE);
    raw('"');
    int at = 0;
    while (at < text.length() && length + 6 <= limit) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      character(point);
    }
    boolean whole = at >= text.length();
    if (!whole) {
      utf8('\u2026');
    }
    raw('"');
    return whole;
  }

  private void character(int point) {
    switch (point) {
      case '"', '\\' -> escaped((char) point);
      case '\n' -> escaped('n');
      case '\r' -> escaped('r');
      case '\t' -> escaped('t');
      default -> plain(point);
    }
  }

  private void plain(int point) {
    if (point < 0x20 || point == 0x7f) {
      control(point);
    } else if (point < 0x80) {
      raw(point);
    } else {
      utf8(isSurrogate(point) ? REPLACEMENT : point);
    }
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private void escaped(char letter) {
    raw('\\');
    raw(letter);
  }

  private void control(int point) {
    escaped('u');
    raw('0');
    raw('0');
    raw(HEX.charAt(point >> 4));
    raw(HEX.charAt(point & 15));
  }

  private void utf8(int point) {
    if (point < 0x800) {
      raw(0xc0 | point >> 6);
    } else {
      if (point < 0x10000) {
        raw(0xe0 | point >> 12);
      } else {
        raw(0xf0 | point >> 18);
        raw(0x80 | (point >> 12 & 0x3f));
      }
      raw(0x80 | (point >> 6 & 0x3f));
    }
    raw(0x80 | (point & 0x3f));
  }

  private void raw(int value) {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * length);
    }
    buffer[length++] = (byte) value;
  }
}
