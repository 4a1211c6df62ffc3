package dev.holdfast.framework.codec;

/// What kind of item a first byte of msgpack announces.
enum MsgpackKind {
  NIL("null"),
  BOOL("a bool"),
  NUMBER("a number"),
  STRING("a string"),
  BINARY("binary"),
  ARRAY("an array"),
  MAP("a map"),
  EXTENSION("an extension"),
  NEVER("a byte that msgpack never uses");

  private final String words;

  MsgpackKind(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static MsgpackKind of(int tag) {
    if (tag <= 0x7f || tag >= 0xe0) {
      return NUMBER;
    }
    if (tag <= 0xbf) {
      return tag <= 0x8f ? MAP : tag <= 0x9f ? ARRAY : STRING;
    }
    return switch (tag) {
      case 0xc0 -> NIL;
      case 0xc1 -> NEVER;
      case 0xc2, 0xc3 -> BOOL;
      case 0xc4, 0xc5, 0xc6 -> BINARY;
      case 0xd9, 0xda, 0xdb -> STRING;
      case 0xdc, 0xdd -> ARRAY;
      case 0xde, 0xdf -> MAP;
      case 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3 -> NUMBER;
      default -> EXTENSION;
    };
  }
}
