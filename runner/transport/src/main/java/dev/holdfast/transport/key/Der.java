package dev.holdfast.transport.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One element of an ASN.1 structure in DER: just what private key files need.
final class Der {
  static final int INTEGER = 0x02;
  static final int BITS = 0x03;
  static final int OCTETS = 0x04;
  static final int OBJECT_ID = 0x06;
  static final int SEQUENCE = 0x30;

  private final int tag;
  private final byte[] content;

  private Der(int tag, byte[] content) {
    this.tag = tag;
    this.content = content;
  }

  int tag() {
    return tag;
  }

  /// The bytes between the length and the element's end.
  byte[] content() {
    return content.clone();
  }

  /// The only element of a structure.
  static Der parse(byte[] bytes) {
    List<Der> all = elements(bytes);
    if (all.size() != 1) {
      throw new KeyException("not one ASN.1 element but " + all.size());
    }
    return all.getFirst();
  }

  /// The elements inside.
  List<Der> children() {
    return elements(content);
  }

  Der child(int index) {
    List<Der> all = children();
    if (index >= all.size()) {
      throw new KeyException("an ASN.1 element is missing");
    }
    return all.get(index);
  }

  BigInteger integer() {
    if (tag != INTEGER || content.length == 0) {
      throw new KeyException("an ASN.1 integer was expected");
    }
    return new BigInteger(content);
  }

  String objectId() {
    if (tag != OBJECT_ID || content.length == 0) {
      throw new KeyException("an ASN.1 object identifier was expected");
    }
    int first = content[0] & 0xff;
    StringBuilder text = new StringBuilder().append(first / 40).append('.').append(first % 40);
    long value = 0;
    for (int i = 1; i < content.length; i++) {
      value = (value << 7) | (content[i] & 0x7f);
      if ((content[i] & 0x80) == 0) {
        text.append('.').append(value);
        value = 0;
      }
    }
    return text.toString();
  }

  private static List<Der> elements(byte[] bytes) {
    List<Der> all = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      if (at + 2 > bytes.length) {
        throw cut();
      }
      int tag = bytes[at++] & 0xff;
      int length = bytes[at++] & 0xff;
      if (length > 0x80) {
        int width = length & 0x7f;
        if (width > 3 || at + width > bytes.length) {
          throw cut();
        }
        length = new BigInteger(1, Arrays.copyOfRange(bytes, at, at + width)).intValueExact();
        at += width;
      }
      if (at + length > bytes.length) {
        throw cut();
      }
      all.add(new Der(tag, Arrays.copyOfRange(bytes, at, at + length)));
      at += length;
    }
    return all;
  }

  private static KeyException cut() {
    return new KeyException("the key's ASN.1 structure is cut");
  }
}
