package dev.holdfast.language.jinja;

import dev.holdfast.language.value.TemplateSyntaxError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The statements inside `{% %}`, one method each.
final class StatementParser {
  static final Set<String> KEYWORDS =
      Set.of(
          "for",
          "if",
          "block",
          "extends",
          "print",
          "macro",
          "include",
          "from",
          "import",
          "set",
          "with",
          "autoescape",
          "call",
          "filter",
          "do",
          "break",
          "continue");

  private final Parser parser;
  private final TokenStream stream;
  private final ExpressionParser expressions;
  private final Map<String, Stmt.Block> blocks = new LinkedHashMap<>();

  /// How many `for` are open, and how many of them within the macro at hand.
  private int loops;

  private int ownLoops;

  /// How many scopes are open in which `extends` has no place.
  private int scopes;

  StatementParser(Parser parser, TokenStream stream, ExpressionParser expressions) {
    this.parser = parser;
    this.stream = stream;
    this.expressions = expressions;
  }

  Map<String, Stmt.Block> blocks() {
    return blocks;
  }

  /// The statement whose keyword was just read.
  List<Stmt> parse(Token keyword) {
    return switch (keyword.text()) {
      case "for" -> List.of(loop());
      case "if" -> List.of(condition());
      case "block" -> List.of(block(keyword));
      case "extends" -> List.of(extension(keyword));
      case "print" -> print();
      case "macro" -> List.of(macro());
      case "include" -> List.of(include());
      case "from" -> List.of(fromImport(keyword));
      case "import" -> List.of(importing());
      case "set" -> List.of(set());
      case "with" -> List.of(with());
      case "autoescape" -> List.of(autoescape());
      case "call" -> List.of(callBlock(keyword));
      case "filter" -> List.of(filterBlock());
      case "do" -> List.of(new Stmt.Do(expressions.tuple(false, true)));
      case "break" -> List.of(jump(keyword, new Stmt.Break()));
      case "continue" -> List.of(jump(keyword, new Stmt.Continue()));
      default -> throw ExpressionParser.error("tag name expected", keyword);
    };
  }

  private <T> T inScope(Supplier<T> part) {
    scopes++;
    T result = part.get();
    scopes--;
    return result;
  }

  private Stmt loop() {
    loops++;
    ownLoops++;
    Target target = target(() -> stream.current().isName("in"));
    stream.expectName("in");
    Expr items =
        expressions.tuple(false, expressions::or, () -> stream.current().isName("recursive"));
    Optional<Expr> test =
        stream.skipIfName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    boolean recursive = stream.skipIfName("recursive");
    List<Stmt> body = inScope(() -> parser.body(List.of("endfor", "else")));
    loops--;
    ownLoops--;
    List<Stmt> otherwise =
        stream.next().isName("endfor") ? List.of() : inScope(() -> parser.bodyThrough("endfor"));
    return new Stmt.For(target, items, test, recursive, body, otherwise);
  }

  private Stmt condition() {
    List<Stmt.Branch> branches = new ArrayList<>();
    while (true) {
      Expr test = expressions.tuple(false, false);
      branches.add(new Stmt.Branch(test, parser.body(List.of("elif", "else", "endif"))));
      Token end = stream.next();
      if (!end.isName("elif")) {
        List<Stmt> otherwise = end.isName("else") ? parser.bodyThrough("endif") : List.of();
        return new Stmt.If(List.copyOf(branches), otherwise);
      }
    }
  }

  private Stmt block(Token keyword) {
    String name = stream.expect(TokenType.NAME).text();
    boolean scoped = stream.skipIfName("scoped");
    boolean required = stream.skipIfName("required");
    if (stream.current().is(TokenType.SUB)) {
      throw ExpressionParser.error(
          "Block names in Jinja have to be valid Python identifiers and may not contain hyphens,"
              + " use an underscore instead.",
          stream.current());
    }
    int outer = ownLoops;
    ownLoops = 0;
    List<Stmt> body = inScope(() -> parser.bodyThrough("endblock"));
    ownLoops = outer;
    if (required && !Parser.isBlank(body)) {
      throw ExpressionParser.error(
          "Required blocks can only contain comments or whitespace", stream.current());
    }
    stream.skipIfName(name);
    Stmt.Block block = new Stmt.Block(name, scoped, required, body);
    if (blocks.putIfAbsent(name, block) != null) {
      parser.reportLate("block '" + name + "' defined twice", keyword.line());
    }
    return block;
  }

  private Stmt extension(Token keyword) {
    if (scopes > 0) {
      parser.reportLate("cannot use extend from a non top-level scope", keyword.line());
    }
    return new Stmt.Extends(expressions.expression());
  }

  private List<Stmt> print() {
    List<Stmt> values = new ArrayList<>();
    while (!stream.current().is(TokenType.BLOCK_END)) {
      if (!values.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      values.add(new Stmt.Print(expressions.expression()));
    }
    return values;
  }

  private Stmt include() {
    Expr template = expressions.expression();
    boolean ignoreMissing = false;
    if (stream.current().isName("ignore") && stream.look().isName("missing")) {
      stream.next();
      stream.next();
      ignoreMissing = true;
    }
    return new Stmt.Include(template, ignoreMissing, context().orElse(true));
  }

  private Stmt importing() {
    Expr template = expressions.expression();
    stream.expectName("as");
    String name = stored(stream.expect(TokenType.NAME));
    return new Stmt.Import(template, name, context().orElse(false));
  }

  /// `with context` or `without context`, if that is next.
  private Optional<Boolean> context() {
    Token token = stream.current();
    if ((token.isName("with") || token.isName("without")) && stream.look().isName("context")) {
      stream.next();
      stream.next();
      return Optional.of(token.isName("with"));
    }
    return Optional.empty();
  }

  private Stmt fromImport(Token keyword) {
    Expr template = expressions.expression();
    stream.expectName("import");
    List<Stmt.Alias> names = new ArrayList<>();
    Optional<Boolean> context = Optional.empty();
    while (context.isEmpty()) {
      if (!names.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      if (!stream.current().is(TokenType.NAME)) {
        stream.expect(TokenType.NAME);
      }
      context = context();
      if (context.isEmpty()) {
        names.add(alias());
        context = context();
        if (!stream.current().is(TokenType.COMMA)) {
          break;
        }
      }
    }
    return new Stmt.FromImport(template, List.copyOf(names), context.orElse(false), keyword.line());
  }

  private Stmt.Alias alias() {
    Token name = stream.expect(TokenType.NAME);
    if (name.text().startsWith("_")) {
      throw ExpressionParser.error("names starting with an underline can not be imported", name);
    }
    String as = stream.skipIfName("as") ? stored(stream.expect(TokenType.NAME)) : stored(name);
    return new Stmt.Alias(name.text(), as);
  }

  private Stmt set() {
    Target target;
    if (stream.current().is(TokenType.NAME) && stream.look().is(TokenType.DOT)) {
      String namespace = stream.next().text();
      stream.next();
      target = new Target.Member(namespace, stream.expect(TokenType.NAME).text());
    } else {
      target = target(() -> false);
    }
    if (stream.skipIf(TokenType.ASSIGN)) {
      return new Stmt.Set(target, expressions.tuple(false, true));
    }
    Optional<Expr.Filtered> filter = Optional.empty();
    while (stream.skipIf(TokenType.PIPE)) {
      filter = Optional.of(expressions.filter(filter.map(previous -> previous)));
    }
    List<Stmt> body = inScope(() -> parser.bodyThrough("endset"));
    return new Stmt.SetBlock(target, filter, body);
  }

  private Stmt with() {
    List<Target> targets = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!stream.current().is(TokenType.BLOCK_END)) {
      if (!targets.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      targets.add(target(() -> false));
      stream.expect(TokenType.ASSIGN);
      values.add(expressions.expression());
    }
    return new Stmt.With(targets, values, inScope(() -> parser.bodyThrough("endwith")));
  }

  private Stmt autoescape() {
    Expr on = expressions.expression();
    return new Stmt.Autoescape(on, inScope(() -> parser.bodyThrough("endautoescape")));
  }

  private Stmt filterBlock() {
    Expr.Filtered filter = expressions.filter(Optional.empty());
    while (stream.skipIf(TokenType.PIPE)) {
      filter = expressions.filter(Optional.of(filter));
    }
    return new Stmt.FilterBlock(filter, inScope(() -> parser.bodyThrough("endfilter")));
  }

  private Stmt jump(Token keyword, Stmt jump) {
    if (ownLoops == 0) {
      parser.reportLate(
          "break".equals(keyword.text())
              ? "'break' outside loop"
              : "'continue' not properly in loop",
          keyword.line());
    }
    return jump;
  }

  private Stmt macro() {
    Token name = stream.expect(TokenType.NAME);
    refuseConstant(name);
    return new Stmt.MacroDefinition(macro(stored(name), true, name, "endmacro"));
  }

  private Stmt callBlock(Token keyword) {
    List<Expr.Call> calls = new ArrayList<>();
    Stmt.Macro caller =
        macro(
            "caller",
            stream.current().is(TokenType.LPAREN),
            keyword,
            "endcall",
            () -> calls.add(call(keyword)));
    return new Stmt.CallBlock(calls.getFirst(), caller);
  }

  private Expr.Call call(Token keyword) {
    if (expressions.expression() instanceof Expr.Call call) {
      return call;
    }
    throw ExpressionParser.error("expected call", keyword);
  }

  private Stmt.Macro macro(String name, boolean signature, Token at, String end) {
    return macro(name, signature, at, end, () -> {});
  }

  private Stmt.Macro macro(
      String name, boolean signature, Token at, String end, Runnable afterSignature) {
    List<String> parameters = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    if (signature) {
      signature(parameters, defaults);
    }
    afterSignature.run();
    List<Stmt> body = new ArrayList<>();
    int outer = ownLoops;
    ownLoops = 0;
    Set<String> read =
        expressions.namesReadBy(() -> body.addAll(inScope(() -> parser.bodyThrough(end))));
    ownLoops = outer;
    int caller = parameters.indexOf("caller");
    if (read.contains("caller") && caller >= 0 && caller < parameters.size() - defaults.size()) {
      parser.reportLate(
          "When defining macros or call blocks the special \"caller\" argument must be omitted or"
              + " be given a default.",
          at.line());
    }
    return new Stmt.Macro(
        name,
        List.copyOf(parameters),
        List.copyOf(defaults),
        read.contains("caller"),
        read.contains("kwargs") && !parameters.contains("kwargs"),
        read.contains("varargs") && !parameters.contains("varargs"),
        List.copyOf(body));
  }

  private void signature(List<String> parameters, List<Expr> defaults) {
    stream.expect(TokenType.LPAREN);
    while (!stream.current().is(TokenType.RPAREN)) {
      if (!parameters.isEmpty()) {
        stream.expect(TokenType.COMMA);
      }
      Token name = stream.expect(TokenType.NAME);
      refuseConstant(name);
      if (stream.skipIf(TokenType.ASSIGN)) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw ExpressionParser.error(
            "non-default argument follows default argument", stream.current());
      }
      parameters.add(name.text());
    }
    stream.expect(TokenType.RPAREN);
  }

  private static void refuseConstant(Token name) {
    if (Set.of("true", "false", "none", "True", "False", "None").contains(name.text())) {
      throw ExpressionParser.error("can't assign to 'name'", name);
    }
  }

  /// A name that is assigned to.
  private String stored(Token name) {
    refuseConstant(name);
    if (loops > 0 && name.text().equals("loop")) {
      parser.reportLate("Can't assign to special loop variable in for-loop target", name.line());
    }
    return name.text();
  }

  private Target target(Supplier<Boolean> end) {
    Token at = stream.current();
    Expr parsed = expressions.tuple(false, expressions::primary, end);
    return target(parsed, at);
  }

  private Target target(Expr parsed, Token at) {
    if (parsed instanceof Expr.Name(String name)) {
      return new Target.One(stored(new Token(TokenType.NAME, name, at.line())));
    }
    if (parsed instanceof Expr.TupleOf(List<Expr> items)) {
      if (!items.stream().allMatch(StatementParser::isAssignable)) {
        throw cannotAssign("tuple", at);
      }
      return new Target.Many(items.stream().map(item -> target(item, at)).toList());
    }
    throw cannotAssign(
        switch (parsed) {
          case Expr.ListOf _ -> "list";
          case Expr.DictOf _ -> "dict";
          default -> "const";
        },
        at);
  }

  private static boolean isAssignable(Expr parsed) {
    return parsed instanceof Expr.Name
        || (parsed instanceof Expr.TupleOf(List<Expr> items)
            && items.stream().allMatch(StatementParser::isAssignable));
  }

  private static TemplateSyntaxError cannotAssign(String what, Token at) {
    return ExpressionParser.error("can't assign to '" + what + "'", at);
  }
}
