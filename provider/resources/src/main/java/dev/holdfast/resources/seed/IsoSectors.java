package dev.holdfast.resources.seed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes of an image, and a place in them at which fields are written one after the other.
final class IsoSectors {
  private final byte[] content;
  private final ByteBuffer image;

  IsoSectors(int sectors) {
    this(new byte[sectors * IsoImage.SECTOR], 0);
  }

  private IsoSectors(byte[] content, int at) {
    this.content = content;
    this.image = ByteBuffer.wrap(content).position(at);
  }

  byte[] content() {
    return content.clone();
  }

  /// Another place in the same image.
  IsoSectors at(int sector) {
    return new IsoSectors(content, sector * IsoImage.SECTOR);
  }

  /// Goes on in the next sector where what comes does not fit into this one.
  void fit(int length) {
    int used = image.position() % IsoImage.SECTOR;
    if (used + length > IsoImage.SECTOR) {
      image.position(image.position() + IsoImage.SECTOR - used);
    }
  }

  IsoSectors number(int value) {
    image.put((byte) value);
    return this;
  }

  IsoSectors bytes(byte[] bytes) {
    image.put(bytes);
    return this;
  }

  IsoSectors text(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  IsoSectors zeros(int count) {
    return bytes(new byte[count]);
  }

  IsoSectors little16(int value) {
    image.order(ByteOrder.LITTLE_ENDIAN).putShort((short) value);
    return this;
  }

  IsoSectors big16(int value) {
    image.order(ByteOrder.BIG_ENDIAN).putShort((short) value);
    return this;
  }

  IsoSectors little32(int value) {
    image.order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    return this;
  }

  IsoSectors big32(int value) {
    image.order(ByteOrder.BIG_ENDIAN).putInt(value);
    return this;
  }

  IsoSectors both16(int value) {
    return little16(value).big16(value);
  }

  IsoSectors both32(int value) {
    return little32(value).big32(value);
  }

  /// 1980-01-01 as a file has it.
  IsoSectors shortTime() {
    return number(80).number(1).number(1).zeros(4);
  }

  /// 1980-01-01 as a volume has it.
  IsoSectors longTime() {
    return text("1980010100000000").number(0);
  }

  /// No time at all, as a volume has it.
  IsoSectors noTime() {
    return text("0000000000000000").number(0);
  }
}
