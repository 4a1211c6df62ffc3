package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateSyntaxError;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Expressions, by Jinja2's grammar: from loose to tight `if`, `or`, `and`, `not`, comparisons, `+
/// -`, `~`, `* / // %`, `**`, unary signs, then members, calls, filters and tests.
final class ExpressionParser {
  /// Deeper nesting than any template has; beyond it the parser's own stack is in danger.
  private static final int MAX_DEPTH = 200;

  private final TokenStream stream;

  /// Names read so far, for whoever wants to know (macros, for `caller` and its like).
  private Set<String> namesRead = new HashSet<>();

  private final Map<String, Integer> filters = new LinkedHashMap<>();
  private final Map<String, Integer> tests = new LinkedHashMap<>();
  private int depth;

  ExpressionParser(TokenStream stream) {
    this.stream = stream;
  }

  /// The filters used, with the line of their first use.
  Map<String, Integer> filters() {
    return filters;
  }

  /// The tests used, with the line of their first use.
  Map<String, Integer> tests() {
    return tests;
  }

  /// The names that a part of the template reads.
  Set<String> namesReadBy(Runnable part) {
    Set<String> outer = namesRead;
    namesRead = new HashSet<>();
    part.run();
    Set<String> inner = namesRead;
    outer.addAll(inner);
    namesRead = outer;
    return inner;
  }

  static TemplateSyntaxError error(String message, Token at) {
    return new TemplateSyntaxError(message, at.line());
  }

  Expr expression() {
    return nested(this::conditional);
  }

  private Expr conditional() {
    int line = stream.current().line();
    Expr then = or();
    while (stream.skipIfName("if")) {
      Expr test = or();
      Optional<Expr> otherwise =
          stream.skipIfName("else") ? Optional.of(nested(this::conditional)) : Optional.empty();
      then = new Expr.Conditional(test, then, otherwise, line);
      line = stream.current().line();
    }
    return then;
  }

  private Expr nested(Supplier<Expr> part) {
    if (++depth > MAX_DEPTH) {
      throw error("too many nested parentheses", stream.current());
    }
    try {
      return part.get();
    } finally {
      depth--;
    }
  }

  Expr or() {
    Expr left = and();
    while (stream.skipIfName("or")) {
      left = new Expr.Or(left, and());
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (stream.skipIfName("and")) {
      left = new Expr.And(left, not());
    }
    return left;
  }

  private Expr not() {
    if (stream.skipIfName("not")) {
      return new Expr.Unary(Expr.UnaryOperator.NOT, nested(this::not));
    }
    return comparison();
  }

  private Expr comparison() {
    Expr first = sum();
    List<Expr.Link> links = new ArrayList<>();
    Optional<String> operator = comparisonOperator();
    while (operator.isPresent()) {
      links.add(new Expr.Link(operator.get(), sum()));
      operator = comparisonOperator();
    }
    return links.isEmpty() ? first : new Expr.Compare(first, links);
  }

  private Optional<String> comparisonOperator() {
    Token token = stream.current();
    switch (token.type()) {
      case EQ, NE, LT, LTEQ, GT, GTEQ -> {
        stream.next();
        return Optional.of(token.type().description());
      }
      default -> {}
    }
    if (stream.skipIfName("in")) {
      return Optional.of("in");
    }
    if (token.isName("not") && stream.look().isName("in")) {
      stream.next();
      stream.next();
      return Optional.of("not in");
    }
    return Optional.empty();
  }

  private Expr sum() {
    Expr left = concatenation();
    while (true) {
      if (stream.skipIf(TokenType.ADD)) {
        left = new Expr.Binary(Expr.BinaryOperator.ADD, left, concatenation());
      } else if (stream.skipIf(TokenType.SUB)) {
        left = new Expr.Binary(Expr.BinaryOperator.SUBTRACT, left, concatenation());
      } else {
        return left;
      }
    }
  }

  private Expr concatenation() {
    Expr first = product();
    if (!stream.current().is(TokenType.TILDE)) {
      return first;
    }
    List<Expr> parts = new ArrayList<>(List.of(first));
    while (stream.skipIf(TokenType.TILDE)) {
      parts.add(product());
    }
    return new Expr.Concat(parts);
  }

  private Expr product() {
    Expr left = power();
    while (true) {
      Expr.BinaryOperator operator;
      switch (stream.current().type()) {
        case MUL -> operator = Expr.BinaryOperator.MULTIPLY;
        case DIV -> operator = Expr.BinaryOperator.DIVIDE;
        case FLOORDIV -> operator = Expr.BinaryOperator.FLOOR_DIVIDE;
        case MOD -> operator = Expr.BinaryOperator.MODULO;
        default -> {
          return left;
        }
      }
      stream.next();
      left = new Expr.Binary(operator, left, power());
    }
  }

  private Expr power() {
    Expr left = unary(true);
    while (stream.skipIf(TokenType.POW)) {
      left = new Expr.Binary(Expr.BinaryOperator.POWER, left, unary(true));
    }
    return left;
  }

  private Expr unary(boolean withFilter) {
    Expr node;
    if (stream.skipIf(TokenType.SUB)) {
      node = new Expr.Unary(Expr.UnaryOperator.NEGATE, nested(() -> unary(false)));
    } else if (stream.skipIf(TokenType.ADD)) {
      node = new Expr.Unary(Expr.UnaryOperator.PLUS, nested(() -> unary(false)));
    } else {
      node = primary();
    }
    node = postfix(node);
    return withFilter ? filtersAndTests(node) : node;
  }

  /// A name, literal or parenthesis.
  Expr primary() {
    Token token = stream.current();
    return switch (token.type()) {
      case NAME -> name(stream.next().text());
      case STRING -> text();
      case INTEGER -> new Expr.Const(integer(stream.next()));
      case FLOAT ->
          new Expr.Const(new Real(Double.parseDouble(stream.next().text().replace("_", ""))));
      case LPAREN -> {
        stream.next();
        Expr inner = nested(() -> tuple(true, true));
        stream.expect(TokenType.RPAREN);
        yield inner;
      }
      case LBRACKET -> list();
      case LBRACE -> dict();
      default -> throw error("unexpected " + TokenStream.quoted(token.description()), token);
    };
  }

  private Expr name(String name) {
    return switch (name) {
      case "true", "True" -> new Expr.Const(Bool.TRUE);
      case "false", "False" -> new Expr.Const(Bool.FALSE);
      case "none", "None" -> new Expr.Const(None.NONE);
      default -> {
        namesRead.add(name);
        yield new Expr.Name(name);
      }
    };
  }

  private Expr text() {
    String text = stream.next().text();
    if (!stream.current().is(TokenType.STRING)) {
      return new Expr.Const(Str.of(text));
    }
    StringBuilder all = new StringBuilder(text);
    while (stream.current().is(TokenType.STRING)) {
      all.append(stream.next().text());
    }
    return new Expr.Const(Str.of(all.toString()));
  }

  private static Value integer(Token token) {
    return Numbers.parseInt(token.text().replace("_", ""), 0)
        .map(Int::new)
        .orElseThrow(() -> error("invalid integer " + token.text(), token));
  }

  /// Expressions with commas between them, or one alone.
  ///
  /// @param parenthesised whether nothing at all is a tuple too
  Expr tuple(boolean parenthesised, boolean withConditional) {
    return tuple(parenthesised, withConditional ? this::expression : this::or, () -> false);
  }

  /// @param end what ends it besides the end of a tag or a closing parenthesis
  Expr tuple(boolean parenthesised, Supplier<Expr> element, Supplier<Boolean> end) {
    List<Expr> items = new ArrayList<>();
    boolean tuple = false;
    while (true) {
      if (!items.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      if (isTupleEnd() || end.get()) {
        break;
      }
      items.add(element.get());
      if (!stream.current().is(TokenType.COMMA)) {
        break;
      }
      tuple = true;
    }
    if (!tuple && !items.isEmpty()) {
      return items.getFirst();
    }
    if (!tuple && !parenthesised) {
      throw error(
          "Expected an expression, got " + TokenStream.quoted(stream.current().description()),
          stream.current());
    }
    return new Expr.TupleOf(items);
  }

  private boolean isTupleEnd() {
    return switch (stream.current().type()) {
      case VARIABLE_END, BLOCK_END, RPAREN -> true;
      default -> false;
    };
  }

  private Expr list() {
    stream.expect(TokenType.LBRACKET);
    List<Expr> items = new ArrayList<>();
    while (!stream.current().is(TokenType.RBRACKET)) {
      if (!items.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      if (stream.current().is(TokenType.RBRACKET)) {
        break;
      }
      items.add(expression());
    }
    stream.expect(TokenType.RBRACKET);
    return new Expr.ListOf(items);
  }

  private Expr dict() {
    stream.expect(TokenType.LBRACE);
    List<Expr.Pair> pairs = new ArrayList<>();
    while (!stream.current().is(TokenType.RBRACE)) {
      if (!pairs.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      if (stream.current().is(TokenType.RBRACE)) {
        break;
      }
      Expr key = expression();
      stream.expect(TokenType.COLON);
      pairs.add(new Expr.Pair(key, expression()));
    }
    stream.expect(TokenType.RBRACE);
    return new Expr.DictOf(pairs);
  }

  private Expr postfix(Expr start) {
    Expr node = start;
    while (true) {
      switch (stream.current().type()) {
        case DOT -> node = member(node);
        case LBRACKET -> node = subscript(node);
        case LPAREN -> node = new Expr.Call(node, arguments());
        default -> {
          return node;
        }
      }
    }
  }

  private Expr filtersAndTests(Expr start) {
    Expr node = start;
    while (true) {
      Token token = stream.current();
      if (token.is(TokenType.PIPE)) {
        stream.next();
        node = filter(Optional.of(node));
      } else if (token.isName("is")) {
        node = test(node);
      } else if (token.is(TokenType.LPAREN)) {
        node = new Expr.Call(node, arguments());
      } else {
        return node;
      }
    }
  }

  private Expr member(Expr of) {
    stream.next();
    Token token = stream.next();
    return switch (token.type()) {
      case NAME -> new Expr.Attribute(of, token.text());
      case INTEGER -> new Expr.Item(of, new Expr.Const(integer(token)));
      default -> throw error("expected name or number", token);
    };
  }

  private Expr subscript(Expr of) {
    stream.next();
    List<Expr> keys = new ArrayList<>();
    while (!stream.current().is(TokenType.RBRACKET)) {
      if (!keys.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      keys.add(key());
    }
    stream.expect(TokenType.RBRACKET);
    return new Expr.Item(of, keys.size() == 1 ? keys.getFirst() : new Expr.TupleOf(keys));
  }

  private Expr key() {
    Optional<Expr> start = Optional.empty();
    if (!stream.current().is(TokenType.COLON)) {
      Expr key = expression();
      if (!stream.current().is(TokenType.COLON)) {
        return key;
      }
      start = Optional.of(key);
    }
    stream.next();
    Optional<Expr> stop = bound();
    Optional<Expr> step = stream.skipIf(TokenType.COLON) ? bound() : Optional.empty();
    return new Expr.Slice(start, stop, step);
  }

  private Optional<Expr> bound() {
    return switch (stream.current().type()) {
      case COLON, RBRACKET, COMMA -> Optional.empty();
      default -> Optional.of(expression());
    };
  }

  /// `(a, b, *c, d=e, **f)`.
  Expr.Args arguments() {
    Token open = stream.expect(TokenType.LPAREN);
    CallArguments found = new CallArguments(open);
    boolean first = true;
    while (!stream.current().is(TokenType.RPAREN)) {
      if (!first) {
        stream.expect(TokenType.COMMA);
        if (stream.current().is(TokenType.RPAREN)) {
          break;
        }
      }
      first = false;
      argument(found);
    }
    stream.expect(TokenType.RPAREN);
    return found.done();
  }

  private void argument(CallArguments found) {
    if (stream.skipIf(TokenType.MUL)) {
      found.spread(this::expression);
    } else if (stream.skipIf(TokenType.POW)) {
      found.mapping(this::expression);
    } else if (stream.current().is(TokenType.NAME) && stream.look().is(TokenType.ASSIGN)) {
      String name = stream.next().text();
      stream.next();
      found.named(name, this::expression);
    } else {
      found.positional(this::expression);
    }
  }

  /// The filter whose name is next, and those chained to it.
  Expr.Filtered filter(Optional<Expr> input) {
    Token token = stream.expect(TokenType.NAME);
    String name = dotted(token.text());
    filters.putIfAbsent(name, token.line());
    Expr.Args args = stream.current().is(TokenType.LPAREN) ? arguments() : Expr.Args.NONE;
    return new Expr.Filtered(input, name, args);
  }

  private String dotted(String start) {
    StringBuilder name = new StringBuilder(start);
    while (stream.skipIf(TokenType.DOT)) {
      name.append('.').append(stream.expect(TokenType.NAME).text());
    }
    return name.toString();
  }

  private Expr test(Expr input) {
    stream.next();
    boolean negated = stream.skipIfName("not");
    Token token = stream.expect(TokenType.NAME);
    String name = dotted(token.text());
    tests.putIfAbsent(name, token.line());
    Expr test = new Expr.Tested(input, name, testArguments());
    return negated ? new Expr.Unary(Expr.UnaryOperator.NOT, test) : test;
  }

  private Expr.Args testArguments() {
    Token token = stream.current();
    switch (token.type()) {
      case LPAREN -> {
        return arguments();
      }
      case NAME -> {
        if (token.isName("else") || token.isName("or") || token.isName("and")) {
          return Expr.Args.NONE;
        }
        if (token.isName("is")) {
          throw error("You cannot chain multiple tests with is", token);
        }
      }
      case STRING, INTEGER, FLOAT, LBRACKET, LBRACE -> {}
      default -> {
        return Expr.Args.NONE;
      }
    }
    return new Expr.Args(
        List.of(postfix(primary())), List.of(), Optional.empty(), Optional.empty());
  }
}
