package dev.holdfast.language.json;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// One run over a text, with the errors of Python's C scanner (`Modules/_json.c`) at its positions.
final class JsonParser<T> {
  /// Python's own recursion ends here.
  private static final int DEPTH = 990;

  private static final int HEX_DIGITS = 4;

  private final String text;
  private final JsonSink<T> sink;
  private int at;
  private int line = 1;
  private int lineStart;
  private int depth;

  JsonParser(String text, JsonSink<T> sink) {
    this.text = text;
    this.sink = sink;
  }

  T document() {
    if (text.startsWith("\ufeff")) {
      throw error("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
    }
    space();
    T value = value();
    space();
    if (at < text.length()) {
      throw error("Extra data", at);
    }
    return value;
  }

  private T value() {
    int column = column();
    return switch (current()) {
      case '{' -> nested(true);
      case '[' -> nested(false);
      case '"' -> sink.scalar(Str.of(string()), line, column);
      case 'n' -> word("null", None.NONE);
      case 't' -> word("true", Bool.TRUE);
      case 'f' -> word("false", Bool.FALSE);
      case 'N' -> word("NaN", new Real(Double.NaN));
      case 'I' -> word("Infinity", new Real(Double.POSITIVE_INFINITY));
      case '-' ->
          text.startsWith("-Infinity", at)
              ? word("-Infinity", new Real(Double.NEGATIVE_INFINITY))
              : number();
      default -> number();
    };
  }

  private T nested(boolean object) {
    if (++depth > DEPTH) {
      throw new JsonException(
          "maximum recursion depth exceeded while decoding a JSON %s from a unicode string"
              .formatted(object ? "object" : "array"));
    }
    T made = object ? object() : list();
    depth--;
    return made;
  }

  private T list() {
    int startLine = line;
    int startColumn = column();
    List<T> items = new ArrayList<>();
    at++;
    space();
    if (current() == ']') {
      at++;
      return sink.list(items, startLine, startColumn);
    }
    while (true) {
      items.add(value());
      space();
      if (current() == ']') {
        at++;
        return sink.list(items, startLine, startColumn);
      }
      expect(',', "Expecting ',' delimiter");
      space();
    }
  }

  private T object() {
    int startLine = line;
    int startColumn = column();
    List<T> keys = new ArrayList<>();
    List<T> values = new ArrayList<>();
    at++;
    space();
    if (current() == '}') {
      at++;
      return sink.object(keys, values, startLine, startColumn);
    }
    while (true) {
      keys.add(name());
      space();
      expect(':', "Expecting ':' delimiter");
      space();
      values.add(value());
      space();
      if (current() == '}') {
        at++;
        return sink.object(keys, values, startLine, startColumn);
      }
      expect(',', "Expecting ',' delimiter");
      space();
    }
  }

  private T name() {
    if (current() != '"') {
      throw error("Expecting property name enclosed in double quotes", at);
    }
    int column = column();
    return sink.scalar(Str.of(string()), line, column);
  }

  private void expect(char wanted, String complaint) {
    if (current() != wanted) {
      throw error(complaint, at);
    }
    at++;
  }

  private T word(String word, Value value) {
    if (!text.startsWith(word, at)) {
      throw error("Expecting value", at);
    }
    int column = column();
    at += word.length();
    return sink.scalar(value, line, column);
  }

  private T number() {
    int column = column();
    int start = at;
    int end = at;
    if (digitAt(end, '-')) {
      end++;
    }
    int whole = digits(end);
    if (whole == end) {
      throw error("Expecting value", start);
    }
    end = text.charAt(end) == '0' ? end + 1 : whole;
    int fraction = fraction(end);
    int exponent = exponent(fraction);
    at = exponent;
    String number = text.substring(start, exponent);
    Value value =
        exponent == end ? new Int(new BigInteger(number)) : new Real(Double.parseDouble(number));
    return sink.scalar(value, line, column);
  }

  private int fraction(int from) {
    if (!digitAt(from, '.')) {
      return from;
    }
    int end = digits(from + 1);
    return end == from + 1 ? from : end;
  }

  private int exponent(int from) {
    if (!digitAt(from, 'e') && !digitAt(from, 'E')) {
      return from;
    }
    int sign = digitAt(from + 1, '+') || digitAt(from + 1, '-') ? from + 2 : from + 1;
    int end = digits(sign);
    return end == sign ? from : end;
  }

  private int digits(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private boolean digitAt(int index, char wanted) {
    return index < text.length() && text.charAt(index) == wanted;
  }

  private String string() {
    int begin = at;
    at++;
    int plain = at;
    StringBuilder out = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw error("Unterminated string starting at", begin);
      }
      char c = text.charAt(at);
      if (c == '"') {
        out.append(text, plain, at);
        at++;
        return out.toString();
      }
      if (c < ' ') {
        throw error("Invalid control character at", at);
      }
      at++;
      if (c == '\\') {
        out.append(text, plain, at - 1).append(escape(begin));
        plain = at;
      }
    }
  }

  private char escape(int begin) {
    if (at >= text.length()) {
      throw error("Unterminated string starting at", begin);
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw error("Invalid \\escape", at - 2);
    };
  }

  private char unicode() {
    int start = at;
    int end = start + HEX_DIGITS;
    if (end >= text.length()) {
      throw error("Invalid \\uXXXX escape", start - 1);
    }
    int code = 0;
    while (at < end) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit < 0 || text.charAt(at) > 'f') {
        throw error("Invalid \\uXXXX escape", start - 1);
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private void space() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        lineStart = at + 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
      at++;
    }
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private int column() {
    return at - lineStart + 1;
  }

  private JsonException error(String problem, int index) {
    return new JsonException(problem, text, index);
  }
}
