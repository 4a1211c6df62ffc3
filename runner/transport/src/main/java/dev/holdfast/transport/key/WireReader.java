package dev.holdfast.transport.key;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads the data types of RFC 4251, section 5.
final class WireReader {
  private final ByteBuffer buffer;

  WireReader(byte[] bytes) {
    buffer = ByteBuffer.wrap(bytes);
  }

  boolean atEnd() {
    return !buffer.hasRemaining();
  }

  int position() {
    return buffer.position();
  }

  int uint32() {
    try {
      return buffer.getInt();
    } catch (BufferUnderflowException e) {
      throw cut(e);
    }
  }

  long uint64() {
    try {
      return buffer.getLong();
    } catch (BufferUnderflowException e) {
      throw cut(e);
    }
  }

  int octet() {
    try {
      return buffer.get() & 0xff;
    } catch (BufferUnderflowException e) {
      throw cut(e);
    }
  }

  byte[] bytes() {
    int length = uint32();
    if (length < 0 || length > buffer.remaining()) {
      throw new KeyException("the data ends in the middle of a field");
    }
    byte[] value = new byte[length];
    buffer.get(value);
    return value;
  }

  String string() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  BigInteger integer() {
    byte[] value = bytes();
    return value.length == 0 ? BigInteger.ZERO : new BigInteger(value);
  }

  byte[] rest() {
    byte[] value = new byte[buffer.remaining()];
    buffer.get(value);
    return value;
  }

  private static KeyException cut(BufferUnderflowException cause) {
    return new KeyException("the data ends in the middle of a field", cause);
  }
}
