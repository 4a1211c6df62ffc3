package dev.holdfast.transport.key;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes the data types of RFC 4251, section 5.
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireWriter octet(int value) {
    out.write(value);
    return this;
  }

  WireWriter uint32(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  WireWriter bytes(byte[] value) {
    return uint32(value.length).raw(value);
  }

  WireWriter string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter integer(BigInteger value) {
    return value.signum() == 0 ? uint32(0) : bytes(value.toByteArray());
  }

  WireWriter raw(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
