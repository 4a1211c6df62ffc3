package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TemplateSyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Templates, by Jinja2's grammar, with the extensions `do`, `break` and `continue`.
final class Parser {
  private final TokenStream stream;
  private final ExpressionParser expressions;
  private final StatementParser statements;
  private final List<String> openTags = new ArrayList<>();
  private final List<List<String>> endNames = new ArrayList<>();

  /// The first error that Jinja2 finds only after it has parsed everything.
  private Optional<TemplateSyntaxError> late = Optional.empty();

  private Parser(String source, Settings settings) {
    this.stream = new TokenStream(Lexer.tokens(source, settings));
    this.expressions = new ExpressionParser(stream);
    this.statements = new StatementParser(this, stream, expressions);
  }

  /// A parsed template.
  static ParsedTemplate parse(String source, Settings settings) {
    Parser parser = new Parser(source, settings);
    List<Stmt> body = parser.untilEnd(List.of());
    parser.late.ifPresent(error -> {
      throw error;
    });
    return new ParsedTemplate(
        body, parser.statements.blocks(), parser.expressions.filters(), parser.expressions.tests());
  }

  /// A template that is one expression, as in `when`.
  static Expr parseExpression(String source, Settings settings) {
    String template = settings.variableStart() + " " + source + " " + settings.variableEnd();
    ParsedTemplate parsed = parse(template, settings.withEscapeBackslashes(false));
    if (parsed.body().size() == 1 && parsed.body().getFirst() instanceof Stmt.Print(Expr value)) {
      return value;
    }
    throw new TemplateSyntaxError("chunk after expression", 1);
  }

  void reportLate(String message, int line) {
    if (late.isEmpty()) {
      late = Optional.of(new TemplateSyntaxError(message, line));
    }
  }

  /// The statements up to a tag of one of these names, which becomes the current token.
  List<Stmt> body(List<String> ends) {
    stream.skipIf(TokenType.COLON);
    stream.expect(TokenType.BLOCK_END);
    List<Stmt> body = untilEnd(ends);
    if (stream.current().is(TokenType.EOF)) {
      List<List<String>> stack = new ArrayList<>(endNames);
      stack.add(ends);
      throw unexpected(Optional.empty(), stack, stream.current());
    }
    return body;
  }

  /// The statements up to the tag of this name, which is skipped.
  List<Stmt> bodyThrough(String end) {
    List<Stmt> body = body(List.of(end));
    stream.next();
    return body;
  }

  private List<Stmt> untilEnd(List<String> ends) {
    List<Stmt> body = new ArrayList<>();
    if (!ends.isEmpty()) {
      endNames.add(ends);
    }
    while (!stream.current().is(TokenType.EOF)) {
      Token token = stream.next();
      switch (token.type()) {
        case DATA -> body.add(new Stmt.Data(Str.of(token.text())));
        case VARIABLE_BEGIN -> {
          body.add(new Stmt.Print(expressions.tuple(false, true)));
          stream.expect(TokenType.VARIABLE_END);
        }
        default -> {
          if (isEnd(ends)) {
            endNames.removeLast();
            return List.copyOf(body);
          }
          body.addAll(statement());
          stream.expect(TokenType.BLOCK_END);
        }
      }
    }
    if (!ends.isEmpty()) {
      endNames.removeLast();
    }
    return List.copyOf(body);
  }

  private boolean isEnd(List<String> ends) {
    Token token = stream.current();
    return token.is(TokenType.NAME) && ends.contains(token.text());
  }

  private List<Stmt> statement() {
    Token token = stream.current();
    if (!token.is(TokenType.NAME)) {
      throw ExpressionParser.error("tag name expected", token);
    }
    if (!StatementParser.KEYWORDS.contains(token.text())) {
      throw unexpected(Optional.of(token.text()), endNames, token);
    }
    openTags.add(token.text());
    List<Stmt> found = statements.parse(stream.next());
    openTags.removeLast();
    return found;
  }

  private TemplateSyntaxError unexpected(Optional<String> tag, List<List<String>> stack, Token at) {
    StringBuilder message =
        new StringBuilder(
            tag.map(name -> "Encountered unknown tag '" + name + "'.")
                .orElse("Unexpected end of template."));
    if (!stack.isEmpty()) {
      String looking = "'" + String.join("' or '", stack.getLast()) + "'";
      boolean nesting =
          tag.isPresent() && stack.stream().anyMatch(names -> names.contains(tag.get()));
      message.append(
          nesting
              ? " You probably made a nesting mistake. Jinja is expecting this tag, but currently"
                  + " looking for "
                  + looking
                  + "."
              : " Jinja was looking for the following tags: " + looking + ".");
    }
    if (!openTags.isEmpty()) {
      message
          .append(" The innermost block that needs to be closed is '")
          .append(openTags.getLast())
          .append("'.");
    }
    return ExpressionParser.error(message.toString(), at);
  }

  static boolean isBlank(List<Stmt> body) {
    return body.stream()
        .allMatch(part -> part instanceof Stmt.Data(Str text) && Strip.both(text.text()).isEmpty());
  }
}
