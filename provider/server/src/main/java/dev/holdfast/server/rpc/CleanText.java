package dev.holdfast.server.rpc;

/// Makes any string fit for the wire: gRPC refuses what is no valid Unicode, and the output of
/// remote commands may hold anything.
final class CleanText {
  private static final char REPLACEMENT = '\ufffd';

  private CleanText() {}

  static String of(String text) {
    int bad = firstLoneSurrogate(text, 0);
    if (bad < 0) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    while (bad >= 0) {
      clean.setCharAt(bad, REPLACEMENT);
      bad = firstLoneSurrogate(clean, bad + 1);
    }
    return clean.toString();
  }

  private static int firstLoneSurrogate(CharSequence text, int from) {
    int at = from;
    while (at < text.length()) {
      int point = Character.codePointAt(text, at);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return at;
      }
      at += Character.charCount(point);
    }
    return -1;
  }
}
