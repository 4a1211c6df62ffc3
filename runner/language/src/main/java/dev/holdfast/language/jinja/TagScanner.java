package dev.holdfast.language.jinja;

import java.util.Optional;

/// The tokens inside a tag: numbers, names, texts and operators.
final class TagScanner {
  private final String source;

  TagScanner(String source) {
    this.source = source;
  }

  /// A token's text as it stands in the source.
  record Piece(TokenType type, String text, int end) {}

  /// The token that starts at a position, if one does.
  Optional<Piece> next(int at) {
    char c = source.charAt(at);
    if (isDigit(at)) {
      return Optional.of(number(at));
    }
    if (c == '"' || c == '\'') {
      return string(at, c);
    }
    int word = at;
    while (word < source.length() && Identifiers.isPart(source.codePointAt(word))) {
      word += Character.charCount(source.codePointAt(word));
    }
    return word > at ? Optional.of(piece(TokenType.NAME, at, word)) : operator(at);
  }

  private Piece piece(TokenType type, int start, int end) {
    return new Piece(type, source.substring(start, end), end);
  }

  private boolean isDigit(int at) {
    return at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9';
  }

  private Piece number(int at) {
    boolean afterDot = at > 0 && source.charAt(at - 1) == '.';
    int whole = digits(at);
    if (!afterDot) {
      int fraction = whole;
      boolean isFloat = false;
      if (whole < source.length() && source.charAt(whole) == '.' && isDigit(whole + 1)) {
        fraction = digits(whole + 1);
        isFloat = true;
      }
      int exponent = exponent(fraction);
      if (isFloat || exponent > fraction) {
        return piece(TokenType.FLOAT, at, exponent);
      }
    }
    return piece(TokenType.INTEGER, at, integer(at));
  }

  /// The end of digits that single underscores may part.
  private int digits(int start) {
    int i = start;
    while (isDigit(i) || (i > start && underscoreThen(i) && isDigit(i + 1))) {
      i++;
    }
    return i;
  }

  private boolean underscoreThen(int i) {
    return i < source.length() && source.charAt(i) == '_';
  }

  private int exponent(int at) {
    if (at >= source.length() || (source.charAt(at) != 'e' && source.charAt(at) != 'E')) {
      return at;
    }
    int sign = at + 1;
    if (sign < source.length() && (source.charAt(sign) == '+' || source.charAt(sign) == '-')) {
      sign++;
    }
    return isDigit(sign) ? digits(sign) : at;
  }

  private int integer(int at) {
    if (source.charAt(at) != '0') {
      return digits(at);
    }
    int radix =
        switch (at + 1 < source.length() ? source.charAt(at + 1) : 0) {
          case 'b', 'B' -> 2;
          case 'o', 'O' -> 8;
          case 'x', 'X' -> 16;
          default -> 0;
        };
    int end = radix == 0 ? at : radixDigits(at + 2, radix);
    if (radix != 0 && end > at + 2) {
      return end;
    }
    int zeros = at + 1;
    while (zeros < source.length()
        && (source.charAt(zeros) == '0'
            || (underscoreThen(zeros) && source.startsWith("0", zeros + 1)))) {
      zeros++;
    }
    return zeros;
  }

  private int radixDigits(int start, int radix) {
    int i = start;
    while (isRadixDigit(i, radix) || (underscoreThen(i) && isRadixDigit(i + 1, radix))) {
      i++;
    }
    return i;
  }

  private boolean isRadixDigit(int i, int radix) {
    return i < source.length()
        && source.charAt(i) < 0x80
        && Character.digit(source.charAt(i), radix) >= 0;
  }

  private Optional<Piece> string(int at, char quote) {
    for (int i = at + 1; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return Optional.of(piece(TokenType.STRING, at, i + 1));
      }
    }
    return Optional.empty();
  }

  private Optional<Piece> operator(int at) {
    Optional<TokenType> twice =
        at + 2 <= source.length() ? pair(source.substring(at, at + 2)) : Optional.empty();
    return twice
        .map(type -> piece(type, at, at + 2))
        .or(() -> single(source.charAt(at)).map(type -> piece(type, at, at + 1)));
  }

  private static Optional<TokenType> pair(String text) {
    return Optional.ofNullable(
        switch (text) {
          case "//" -> TokenType.FLOORDIV;
          case "**" -> TokenType.POW;
          case "==" -> TokenType.EQ;
          case "!=" -> TokenType.NE;
          case ">=" -> TokenType.GTEQ;
          case "<=" -> TokenType.LTEQ;
          default -> null;
        });
  }

  private static Optional<TokenType> single(char c) {
    return Optional.ofNullable(
        switch (c) {
          case '+' -> TokenType.ADD;
          case '-' -> TokenType.SUB;
          case '/' -> TokenType.DIV;
          case '*' -> TokenType.MUL;
          case '%' -> TokenType.MOD;
          case '~' -> TokenType.TILDE;
          case '[' -> TokenType.LBRACKET;
          case ']' -> TokenType.RBRACKET;
          case '(' -> TokenType.LPAREN;
          case ')' -> TokenType.RPAREN;
          case '{' -> TokenType.LBRACE;
          case '}' -> TokenType.RBRACE;
          case '>' -> TokenType.GT;
          case '<' -> TokenType.LT;
          case '=' -> TokenType.ASSIGN;
          case '.' -> TokenType.DOT;
          case ':' -> TokenType.COLON;
          case '|' -> TokenType.PIPE;
          case ',' -> TokenType.COMMA;
          case ';' -> TokenType.SEMICOLON;
          default -> null;
        });
  }
}
