package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.StringEscapes;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Cuts a template into tokens: text between the tags, and inside the tags what [TagScanner] finds.
///
/// What cannot be read becomes a last token of type `FAILURE`, so that an error of grammar before
/// it is reported first, as in Jinja2.
final class Lexer {
  private final Settings settings;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private final List<int[]> stringsInVariables = new ArrayList<>();
  private int at;
  private int comments;
  private int line = 1;

  /// Whether the text before the next tag starts at the start of a line.
  private boolean lineStarting = true;

  private Lexer(String source, Settings settings) {
    this.settings = settings;
    this.source = source;
  }

  static List<Token> tokens(String source, Settings settings) {
    String normal = normalized(source, settings.keepTrailingNewline());
    if (settings.escapeBackslashes()
        && normal.indexOf('\\') >= 0
        && normal.contains(settings.variableStart())) {
      normal = normalized(doubled(normal, settings), settings.keepTrailingNewline());
    }
    return new Lexer(normal, settings).run();
  }

  /// Whether a text has a whole tag or comment and can be cut into tokens.
  static boolean hasTags(String source, Settings settings) {
    Lexer lexer = new Lexer(normalized(source, true), settings);
    List<Token> found = lexer.run();
    boolean failed = found.stream().anyMatch(token -> token.is(TokenType.FAILURE));
    return !failed
        && (lexer.comments > 0
            || found.stream()
                .anyMatch(
                    token -> token.is(TokenType.VARIABLE_END) || token.is(TokenType.BLOCK_END)));
  }

  /// Line ends become `\n`; the last one goes unless it is kept.
  private static String normalized(String source, boolean keepTrailingNewline) {
    String lines =
        source.indexOf('\r') < 0 ? source : source.replace("\r\n", "\n").replace('\r', '\n');
    return !keepTrailingNewline && lines.endsWith("\n")
        ? lines.substring(0, lines.length() - 1)
        : lines;
  }

  /// The template with the backslashes of texts in `{{ }}` doubled. Ansible does this on the
  /// template's text, so `'it\'s'` stops being one text there, and does so here.
  private static String doubled(String source, Settings settings) {
    Lexer lexer = new Lexer(source, settings);
    lexer.run();
    StringBuilder out = new StringBuilder(source);
    for (int i = lexer.stringsInVariables.size() - 1; i >= 0; i--) {
      int[] range = lexer.stringsInVariables.get(i);
      String text = source.substring(range[0], range[1]);
      out.replace(range[0], range[1], text.replace("\\", "\\\\"));
    }
    return out.toString();
  }

  private List<Token> run() {
    try {
      while (at < source.length()) {
        text();
      }
    } catch (LexerFailure failure) {
      tokens.add(new Token(TokenType.FAILURE, failure.message(), line));
    }
    tokens.add(new Token(TokenType.EOF, "", line));
    return tokens;
  }

  private enum Tag {
    RAW,
    VARIABLE,
    COMMENT,
    BLOCK
  }

  /// A tag's start: where it is, how long with its sign, and the sign.
  private record Start(Tag tag, int position, int end, char sign) {}

  /// The text up to the next tag, and that tag whole.
  private void text() throws LexerFailure {
    Optional<Start> next = nextTag();
    if (next.isEmpty()) {
      data(source.substring(at));
      at = source.length();
      return;
    }
    Start start = next.get();
    textBefore(start, start.tag() != Tag.VARIABLE);
    at = start.end();
    switch (start.tag()) {
      case COMMENT -> comment();
      case RAW -> raw();
      case VARIABLE -> tag(TokenType.VARIABLE_BEGIN, TokenType.VARIABLE_END);
      case BLOCK -> tag(TokenType.BLOCK_BEGIN, TokenType.BLOCK_END);
    }
  }

  /// The text before a tag, stripped as the tag's sign or the settings ask.
  private void textBefore(Start start, boolean strippable) {
    String text = source.substring(at, start.position());
    String kept = text;
    if (start.sign() == '-') {
      kept = Strip.right(text, Strip::isSpace);
    } else if (start.sign() != '+' && settings.lstripBlocks() && strippable) {
      int lineStart = text.lastIndexOf('\n') + 1;
      if ((lineStart > 0 || lineStarting)
          && lineStart < text.length()
          && Strip.both(text.substring(lineStart)).isEmpty()) {
        kept = text.substring(0, lineStart);
      }
    }
    data(kept);
    line += newlines(text, kept.length(), text.length());
    line += newlines(source, start.position(), start.end());
    lineStarting = source.charAt(start.end() - 1) == '\n';
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      String value =
          settings.newline().equals("\n") ? text : text.replace("\n", settings.newline());
      tokens.add(new Token(TokenType.DATA, value, line));
      line += newlines(text, 0, text.length());
    }
  }

  private Optional<Start> nextTag() {
    for (int i = at; i < source.length(); i++) {
      Optional<Start> start = tagAt(i);
      if (start.isPresent()) {
        return start;
      }
    }
    return Optional.empty();
  }

  /// Longer delimiters win; of equal ones the order is Jinja2's.
  private Optional<Start> tagAt(int position) {
    boolean variable = source.startsWith(settings.variableStart(), position);
    boolean comment = source.startsWith(settings.commentStart(), position);
    boolean block = source.startsWith(settings.blockStart(), position);
    if (!variable && !comment && !block) {
      return Optional.empty();
    }
    if (block) {
      Optional<Start> raw = rawAt(position);
      if (raw.isPresent()) {
        return raw;
      }
    }
    int variableLength = variable ? settings.variableStart().length() : 0;
    int commentLength = comment ? settings.commentStart().length() : 0;
    int blockLength = block ? settings.blockStart().length() : 0;
    Tag tag = Tag.BLOCK;
    int length = blockLength;
    if (commentLength > 0 && commentLength >= length) {
      tag = Tag.COMMENT;
      length = commentLength;
    }
    if (variableLength > 0 && variableLength >= length) {
      tag = Tag.VARIABLE;
      length = variableLength;
    }
    char sign = signAt(position + length);
    return Optional.of(new Start(tag, position, position + length + (sign == 0 ? 0 : 1), sign));
  }

  private char signAt(int position) {
    char c = position < source.length() ? source.charAt(position) : 0;
    return c == '-' || c == '+' ? c : 0;
  }

  private Optional<Start> rawAt(int position) {
    int open = position + settings.blockStart().length();
    char sign = signAt(open);
    int word = skipSpace(open + (sign == 0 ? 0 : 1));
    if (!source.startsWith("raw", word)) {
      return Optional.empty();
    }
    int close = skipSpace(word + 3);
    if (source.startsWith("-" + settings.blockEnd(), close)) {
      int end = skipSpace(close + 1 + settings.blockEnd().length());
      return Optional.of(new Start(Tag.RAW, position, end, sign));
    }
    return source.startsWith(settings.blockEnd(), close)
        ? Optional.of(new Start(Tag.RAW, position, close + settings.blockEnd().length(), sign))
        : Optional.empty();
  }

  private int skipSpace(int position) {
    int i = position;
    while (i < source.length() && Strip.isSpace(source.charAt(i))) {
      i++;
    }
    return i;
  }

  private void comment() throws LexerFailure {
    if (at >= source.length()) {
      return;
    }
    for (int i = at; i < source.length(); i++) {
      int end = endAt(i, settings.commentEnd());
      if (end >= 0) {
        comments++;
        finish(end);
        return;
      }
    }
    throw new LexerFailure("Missing end of comment tag");
  }

  private void raw() throws LexerFailure {
    if (at >= source.length()) {
      return;
    }
    for (int i = at; i < source.length(); i++) {
      if (source.startsWith(settings.blockStart(), i)) {
        int open = i + settings.blockStart().length();
        char sign = signAt(open);
        int word = skipSpace(open + (sign == 0 ? 0 : 1));
        int end =
            source.startsWith("endraw", word)
                ? endAt(skipSpace(word + "endraw".length()), settings.blockEnd())
                : -1;
        if (end >= 0) {
          textBefore(new Start(Tag.RAW, i, end, sign), true);
          at = end;
          return;
        }
      }
    }
    throw new LexerFailure("Missing end of raw directive");
  }

  /// Where a tag ends whose closing delimiter stands at a position, whitespace after it included as
  /// its sign or the settings say; negative if none stands there.
  private int endAt(int position, String delimiter) {
    if (source.startsWith("+" + delimiter, position)) {
      return position + 1 + delimiter.length();
    }
    if (source.startsWith("-" + delimiter, position)) {
      return skipSpace(position + 1 + delimiter.length());
    }
    if (!source.startsWith(delimiter, position)) {
      return -1;
    }
    int end = position + delimiter.length();
    boolean trim = settings.trimBlocks() && end < source.length() && source.charAt(end) == '\n';
    return trim ? end + 1 : end;
  }

  private int variableEndAt(int position) {
    String delimiter = settings.variableEnd();
    if (source.startsWith("-" + delimiter, position)) {
      return skipSpace(position + 1 + delimiter.length());
    }
    return source.startsWith(delimiter, position) ? position + delimiter.length() : -1;
  }

  private void finish(int end) {
    line += newlines(source, at, end);
    lineStarting = source.charAt(end - 1) == '\n';
    at = end;
  }

  /// The inside of `{{ }}` or `{% %}`.
  private void tag(TokenType begin, TokenType close) throws LexerFailure {
    tokens.add(new Token(begin, "", line));
    TagScanner scanner = new TagScanner(source);
    Deque<Character> open = new ArrayDeque<>();
    while (at < source.length()) {
      int end =
          !open.isEmpty()
              ? -1
              : close == TokenType.VARIABLE_END
                  ? variableEndAt(at)
                  : endAt(at, settings.blockEnd());
      if (end >= 0) {
        tokens.add(new Token(close, "", line));
        finish(end);
        return;
      }
      inner(scanner, open, begin == TokenType.VARIABLE_BEGIN);
    }
  }

  private void inner(TagScanner scanner, Deque<Character> open, boolean variable)
      throws LexerFailure {
    int space = skipSpace(at);
    if (space > at) {
      finish(space);
      return;
    }
    Optional<TagScanner.Piece> next = scanner.next(at);
    if (next.isEmpty()) {
      String character = Text.repr(Str.of(Character.toString(source.codePointAt(at))));
      throw new LexerFailure("unexpected char " + character + " at " + at);
    }
    TagScanner.Piece piece = next.get();
    balance(piece.type(), open);
    if (piece.type() == TokenType.STRING && variable) {
      stringsInVariables.add(new int[] {at, piece.end()});
    }
    tokens.add(new Token(piece.type(), value(piece), line));
    finish(piece.end());
  }

  private static String value(TagScanner.Piece piece) throws LexerFailure {
    if (piece.type() == TokenType.NAME && !Identifiers.isIdentifier(piece.text())) {
      throw new LexerFailure("Invalid character in identifier");
    }
    if (piece.type() != TokenType.STRING) {
      return piece.text();
    }
    try {
      return StringEscapes.decodeTemplate(piece.text().substring(1, piece.text().length() - 1));
    } catch (StringEscapes.Malformed e) {
      throw new LexerFailure(String.valueOf(e.getMessage()));
    }
  }

  private static void balance(TokenType type, Deque<Character> open) throws LexerFailure {
    switch (type) {
      case LBRACE -> open.push('}');
      case LPAREN -> open.push(')');
      case LBRACKET -> open.push(']');
      case RBRACE, RPAREN, RBRACKET -> {
        if (open.isEmpty()) {
          throw new LexerFailure("unexpected '" + type.description() + "'");
        }
        String expected = String.valueOf(open.pop());
        if (!expected.equals(type.description())) {
          throw new LexerFailure(
              "unexpected '" + type.description() + "', expected '" + expected + "'");
        }
      }
      default -> {}
    }
  }

  private static int newlines(String text, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == '\n') {
        count++;
      }
    }
    return count;
  }
}
