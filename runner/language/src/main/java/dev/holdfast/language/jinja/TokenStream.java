package dev.holdfast.language.jinja;

import dev.holdfast.language.value.TemplateSyntaxError;
import java.util.List;

/// The tokens of a template, one at a time, with a look at the one after.
final class TokenStream {
  private final List<Token> tokens;
  private int at;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
    refuseFailure();
  }

  Token current() {
    return tokens.get(at);
  }

  Token look() {
    int next = Math.min(at + 1, tokens.size() - 1);
    refuse(tokens.get(next));
    return tokens.get(next);
  }

  /// The current token; the stream moves on.
  Token next() {
    Token token = current();
    if (at < tokens.size() - 1) {
      at++;
    }
    refuseFailure();
    return token;
  }

  boolean skipIf(TokenType type) {
    if (current().is(type)) {
      next();
      return true;
    }
    return false;
  }

  boolean skipIfName(String name) {
    if (current().isName(name)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(TokenType type) {
    return expect(current().is(type), type.description());
  }

  Token expectName(String name) {
    return expect(current().isName(name), name);
  }

  private Token expect(boolean met, String wanted) {
    if (met) {
      return next();
    }
    Token token = current();
    if (token.is(TokenType.EOF)) {
      throw new TemplateSyntaxError(
          "unexpected end of template, expected '" + wanted + "'.", token.line());
    }
    throw new TemplateSyntaxError(
        "expected token '" + wanted + "', got " + quoted(token.description()), token.line());
  }

  static String quoted(String text) {
    return text.indexOf('\'') >= 0 ? "\"" + text + "\"" : "'" + text + "'";
  }

  private void refuseFailure() {
    refuse(current());
  }

  private static void refuse(Token token) {
    if (token.is(TokenType.FAILURE)) {
      throw new TemplateSyntaxError(token.text(), token.line());
    }
  }
}
