package dev.holdfast.framework.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the parts of msgpack that Terraform's values need, each in its shortest form.
///
/// Source: the msgpack specification, "Formats".
final class MsgpackWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  byte[] toByteArray() {
    return out.toByteArray();
  }

  void nil() {
    out.write(0xc0);
  }

  void bool(boolean value) {
    out.write(value ? 0xc3 : 0xc2);
  }

  void integer(long value) {
    if (value >= -32 && value <= 127) {
      out.write((int) value);
    } else if (value >= 0) {
      unsigned(value);
    } else {
      negative(value);
    }
  }

  private void unsigned(long value) {
    if (value <= 0xff) {
      tagged(0xcc, value, 1);
    } else if (value <= 0xffff) {
      tagged(0xcd, value, 2);
    } else if (value <= 0xffff_ffffL) {
      tagged(0xce, value, 4);
    } else {
      tagged(0xcf, value, 8);
    }
  }

  private void negative(long value) {
    if (value >= Byte.MIN_VALUE) {
      tagged(0xd0, value, 1);
    } else if (value >= Short.MIN_VALUE) {
      tagged(0xd1, value, 2);
    } else if (value >= Integer.MIN_VALUE) {
      tagged(0xd2, value, 4);
    } else {
      tagged(0xd3, value, 8);
    }
  }

  void float64(double value) {
    tagged(0xcb, Double.doubleToRawLongBits(value), 8);
  }

  void string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length < 32) {
      out.write(0xa0 | utf8.length);
    } else {
      sized(utf8.length, 0xd9, 0xda, 0xdb);
    }
    out.writeBytes(utf8);
  }

  void binary(byte[] content) {
    sized(content.length, 0xc4, 0xc5, 0xc6);
    out.writeBytes(content);
  }

  void array(int length) {
    if (length < 16) {
      out.write(0x90 | length);
    } else {
      counted(length, 0xdc, 0xdd);
    }
  }

  void map(int length) {
    if (length < 16) {
      out.write(0x80 | length);
    } else {
      counted(length, 0xde, 0xdf);
    }
  }

  void extension(int code, byte[] body) {
    switch (body.length) {
      case 1 -> out.write(0xd4);
      case 2 -> out.write(0xd5);
      case 4 -> out.write(0xd6);
      case 8 -> out.write(0xd7);
      case 16 -> out.write(0xd8);
      default -> sized(body.length, 0xc7, 0xc8, 0xc9);
    }
    out.write(code);
    out.writeBytes(body);
  }

  private void sized(int length, int tag8, int tag16, int tag32) {
    if (length <= 0xff) {
      tagged(tag8, length, 1);
    } else {
      counted(length, tag16, tag32);
    }
  }

  private void counted(int length, int tag16, int tag32) {
    if (length <= 0xffff) {
      tagged(tag16, length, 2);
    } else {
      tagged(tag32, length, 4);
    }
  }

  private void tagged(int tag, long value, int width) {
    out.write(tag);
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
      out.write((int) (value >> shift));
    }
  }
}
