package dev.holdfast.language.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One reading of a text as a Python literal.
final class PythonLiteralReader {
  /// CPython refuses deeper nesting too.
  private static final int MAX_DEPTH = 200;

  private final String text;
  private final boolean jsonNames;
  private int at;
  private int depth;

  PythonLiteralReader(String text, boolean jsonNames) {
    this.text = text;
    this.jsonNames = jsonNames;
  }

  /// The text is no literal.
  static final class NoLiteral extends Exception {
    NoLiteral() {
      super("no literal", null, false, false);
    }
  }

  Value read() throws NoLiteral {
    if (peek() == ' ' || peek() == '\t') {
      throw new NoLiteral();
    }
    Value first = value();
    skipSpace();
    Value result = peek() == ',' ? tuple(first, (char) 0) : first;
    depth++;
    skipSpace();
    if (at < text.length()) {
      throw new NoLiteral();
    }
    return result;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  /// Inside brackets line ends and comments are space; outside only blanks are.
  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\f' || (depth > 0 && (c == '\n' || c == '\r'))) {
        at++;
      } else if (c == '#' && depth > 0) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\\' && text.startsWith("\\\n", at)) {
        at += 2;
      } else {
        return;
      }
    }
  }

  private Value value() throws NoLiteral {
    skipSpace();
    char c = peek();
    if (c == '-' || c == '+') {
      return signed();
    }
    if ((c >= '0' && c <= '9') || c == '.') {
      return number();
    }
    return switch (c) {
      case '[' -> nested(']', this::list);
      case '(' -> nested(')', this::parenthesis);
      case '{' -> nested('}', this::braces);
      case '\'', '"' -> texts();
      default -> name();
    };
  }

  private interface Inside {
    Value read() throws NoLiteral;
  }

  private Value nested(char close, Inside inside) throws NoLiteral {
    if (++depth > MAX_DEPTH) {
      throw new NoLiteral();
    }
    at++;
    skipSpace();
    Value value = inside.read();
    skipSpace();
    if (peek() != close) {
      throw new NoLiteral();
    }
    at++;
    depth--;
    return value;
  }

  private Value signed() throws NoLiteral {
    boolean negative = peek() == '-';
    at++;
    if (++depth > MAX_DEPTH) {
      throw new NoLiteral();
    }
    depth--;
    Value number = value();
    if (!(number instanceof Int) && !(number instanceof Real)) {
      throw new NoLiteral();
    }
    return negative ? Arithmetic.negate(number) : number;
  }

  private Value number() throws NoLiteral {
    int start = at;
    while (at < text.length() && isNumberPart(start)) {
      at++;
    }
    String digits = text.substring(start, at);
    boolean radix =
        digits.length() > 1 && "xXoObB".indexOf(digits.charAt(1)) >= 0 && digits.charAt(0) == '0';
    if (!radix
        && (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0)) {
      Optional<Double> real = Numbers.parseFloat(digits);
      return new Real(real.orElseThrow(NoLiteral::new));
    }
    Optional<BigInteger> whole = Numbers.parseInt(digits, 0);
    return new Int(whole.orElseThrow(NoLiteral::new));
  }

  private boolean isNumberPart(int start) {
    char c = text.charAt(at);
    if ((c == '+' || c == '-') && at > start) {
      char before = text.charAt(at - 1);
      return (before == 'e' || before == 'E')
          && !text.startsWith("0x", start)
          && !text.startsWith("0X", start);
    }
    return c == '.' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private Value list() throws NoLiteral {
    return new ListValue(items(']'));
  }

  private List<Value> items(char close) throws NoLiteral {
    List<Value> items = new ArrayList<>();
    while (peek() != close) {
      items.add(value());
      skipSpace();
      if (peek() != ',') {
        break;
      }
      at++;
      skipSpace();
    }
    return items;
  }

  private Value parenthesis() throws NoLiteral {
    if (peek() == ')') {
      return TupleValue.of();
    }
    Value first = value();
    skipSpace();
    return peek() == ',' ? tuple(first, ')') : first;
  }

  private Value tuple(Value first, char close) throws NoLiteral {
    List<Value> items = new ArrayList<>(List.of(first));
    at++;
    skipSpace();
    items.addAll(items(close));
    return new TupleValue(items);
  }

  /// A dict, or a set, for which a list stands in.
  private Value braces() throws NoLiteral {
    if (peek() == '}') {
      return new DictValue();
    }
    Value first = value();
    skipSpace();
    if (peek() != ':') {
      List<Value> items = new ArrayList<>(List.of(hashable(first)));
      if (peek() == ',') {
        at++;
        skipSpace();
        for (Value item : items('}')) {
          if (items.stream().noneMatch(known -> Comparison.equal(known, item))) {
            items.add(hashable(item));
          }
        }
      }
      return new ListValue(items);
    }
    DictValue dict = new DictValue();
    Value key = first;
    while (true) {
      skipSpace();
      if (peek() != ':') {
        throw new NoLiteral();
      }
      at++;
      dict.put(hashable(key), value());
      skipSpace();
      if (peek() != ',') {
        return dict;
      }
      at++;
      skipSpace();
      if (peek() == '}') {
        return dict;
      }
      key = value();
    }
  }

  private static Value hashable(Value value) throws NoLiteral {
    boolean container = value instanceof ListValue || value instanceof DictValue;
    if (container
        || (value instanceof TupleValue(List<Value> items)
            && items.stream()
                .anyMatch(item -> item instanceof ListValue || item instanceof DictValue))) {
      throw new NoLiteral();
    }
    return value;
  }

  private Value name() throws NoLiteral {
    int start = at;
    while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    boolean quoted = peek() == '\'' || peek() == '"';
    if (quoted && (name.equalsIgnoreCase("r") || name.equalsIgnoreCase("u"))) {
      at = start;
      return texts();
    }
    return switch (name) {
      case "True" -> Bool.TRUE;
      case "False" -> Bool.FALSE;
      case "None" -> None.NONE;
      case "true" -> json(Bool.TRUE);
      case "false" -> json(Bool.FALSE);
      case "null" -> json(None.NONE);
      default -> throw new NoLiteral();
    };
  }

  private Value json(Value value) throws NoLiteral {
    if (!jsonNames) {
      throw new NoLiteral();
    }
    return value;
  }

  /// One text or several side by side.
  private Value texts() throws NoLiteral {
    StringBuilder all = new StringBuilder();
    while (true) {
      boolean raw = false;
      char c = peek();
      if (c == 'r' || c == 'R' || c == 'u' || c == 'U') {
        raw = c == 'r' || c == 'R';
        at++;
      }
      all.append(oneText(raw));
      skipSpace();
      char next = peek();
      boolean prefixed =
          "rRuU".indexOf(next) >= 0
              && at + 1 < text.length()
              && "'\"".indexOf(text.charAt(at + 1)) >= 0;
      if (next != '\'' && next != '"' && !prefixed) {
        return Str.of(all.toString());
      }
    }
  }

  private String oneText(boolean raw) throws NoLiteral {
    char quote = peek();
    String triple = String.valueOf(quote).repeat(3);
    String close = text.startsWith(triple, at) ? triple : String.valueOf(quote);
    at += close.length();
    int start = at;
    while (at < text.length() && !text.startsWith(close, at)) {
      char c = text.charAt(at);
      if (c == '\n' && close.length() == 1) {
        throw new NoLiteral();
      }
      at += c == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new NoLiteral();
    }
    String body = text.substring(start, at);
    at += close.length();
    try {
      return raw ? body : StringEscapes.decode(body);
    } catch (StringEscapes.Malformed e) {
      throw new NoLiteral();
    }
  }
}
