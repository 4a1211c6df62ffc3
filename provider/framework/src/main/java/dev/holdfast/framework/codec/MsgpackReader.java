package dev.holdfast.framework.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads msgpack item by item; whatever the bytes say, the answer is a value or a [CodecException].
///
/// Lengths are checked against what is left before anything is made of them, so that a few bytes
/// cannot ask for much memory.
///
/// Source: the msgpack specification, "Formats".
final class MsgpackReader {

  private final byte[] content;
  private int position;

  MsgpackReader(Bytes content) {
    this.content = content.toArray();
  }

  /// An extension: its code and body.
  record Extension(int code, Bytes body) {}

  boolean atEnd() {
    return position == content.length;
  }

  MsgpackKind next() {
    return MsgpackKind.of(peek());
  }

  void nil() {
    expect(MsgpackKind.NIL);
  }

  boolean bool() {
    return expect(MsgpackKind.BOOL) == 0xc3;
  }

  /// An integer, a float or the decimal text that Terraform sends where neither is exact.
  BigDecimal number() {
    if (next() == MsgpackKind.STRING) {
      return Numbers.parse(string());
    }
    int tag = expect(MsgpackKind.NUMBER);
    return switch (tag) {
      case 0xca -> Numbers.parse(Float.intBitsToFloat((int) unsigned(4)));
      case 0xcb -> Numbers.parse(Double.longBitsToDouble(unsigned(8)));
      case 0xcf -> new BigDecimal(new BigInteger(1, bytes(8)));
      default -> BigDecimal.valueOf(integer(tag));
    };
  }

  /// A small integer such as a key of the refinements.
  long integer() {
    return integer(expect(MsgpackKind.NUMBER));
  }

  private long integer(int tag) {
    return switch (tag) {
      case 0xcc -> unsigned(1);
      case 0xcd -> unsigned(2);
      case 0xce -> unsigned(4);
      case 0xcf -> positive(unsigned(8));
      case 0xd0 -> (byte) unsigned(1);
      case 0xd1 -> (short) unsigned(2);
      case 0xd2 -> (int) unsigned(4);
      case 0xd3 -> unsigned(8);
      case 0xca, 0xcb -> throw CodecException.mismatch("an integer", "a fraction");
      default -> (byte) tag;
    };
  }

  private static long positive(long value) {
    if (value < 0) {
      throw CodecException.limit("integer beyond 63 bits");
    }
    return value;
  }

  String string() {
    int tag = expect(MsgpackKind.STRING);
    return utf8(bytes(length(tag, 0xd9, tag & 0x1f)));
  }

  /// Binary content, or a string's bytes.
  Bytes binary() {
    if (next() == MsgpackKind.STRING) {
      return Bytes.utf8(string());
    }
    int tag = expect(MsgpackKind.BINARY);
    return Bytes.of(bytes(length(tag, 0xc4, 0)));
  }

  /// The number of elements that follow.
  int array() {
    int tag = expect(MsgpackKind.ARRAY);
    return fitting(length(tag, 0xdb, tag & 0x0f), 1);
  }

  /// The number of pairs that follow.
  int map() {
    int tag = expect(MsgpackKind.MAP);
    return fitting(length(tag, 0xdd, tag & 0x0f), 2);
  }

  Extension extension() {
    int tag = expect(MsgpackKind.EXTENSION);
    int length = tag >= 0xd4 ? 1 << (tag - 0xd4) : length(tag, 0xc7, 0);
    int code = (byte) unsigned(1);
    return new Extension(code, Bytes.of(bytes(length)));
  }

  /// Passes over one item of any kind.
  void skip(int depth) {
    Msgpack.checkDepth(depth);
    switch (next()) {
      case NIL -> nil();
      case BOOL -> bool();
      case NUMBER -> number();
      case STRING, BINARY -> binary();
      case ARRAY -> skipAll(array(), depth);
      case MAP -> skipAll(2L * map(), depth);
      case EXTENSION -> extension();
      case NEVER -> expect(MsgpackKind.NIL);
    }
  }

  private void skipAll(long count, int depth) {
    for (long i = 0; i < count; i++) {
      skip(depth + 1);
    }
  }

  private int expect(MsgpackKind wanted) {
    int tag = peek();
    MsgpackKind found = MsgpackKind.of(tag);
    if (found != wanted) {
      throw CodecException.mismatch(wanted.words(), found.words());
    }
    position++;
    return tag;
  }

  /// A length that follows in 1, 2 or 4 bytes for the tags from `tag8` on, else `inTag`.
  private int length(int tag, int tag8, int inTag) {
    if (tag < tag8) {
      return inTag;
    }
    long length = unsigned(1 << (tag - tag8));
    if (length > content.length - position) {
      throw endsEarly();
    }
    return (int) length;
  }

  private int fitting(int count, int itemsEach) {
    if ((long) count * itemsEach > content.length - position) {
      throw endsEarly();
    }
    return count;
  }

  private long unsigned(int width) {
    long value = 0;
    for (byte next : bytes(width)) {
      value = (value << 8) | (next & 0xff);
    }
    return value;
  }

  private byte[] bytes(int length) {
    if (length > content.length - position) {
      throw endsEarly();
    }
    byte[] part = Arrays.copyOfRange(content, position, position + length);
    position += length;
    return part;
  }

  private int peek() {
    if (atEnd()) {
      throw endsEarly();
    }
    return content[position] & 0xff;
  }

  private static CodecException endsEarly() {
    return CodecException.malformed("the bytes end before the value does");
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw CodecException.malformed("a string that is not UTF-8");
    }
  }
}
