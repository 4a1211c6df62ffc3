package dev.holdfast.language.filter;

import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A query of JMESPath (jmespath.org), parsed: identifiers, indexes, slices, projections, filters,
/// multi-selections, pipes, functions and literals.
final class JmesPath {
  /// A parsed expression.
  sealed interface Node {
    record Current() implements Node {}

    record Literal(Value value) implements Node {}

    record Field(String name) implements Node {}

    record Index(int index) implements Node {}

    record Slice(Optional<Integer> start, Optional<Integer> stop, Optional<Integer> step)
        implements Node {}

    /// The right side of what the left side gives.
    record Chain(Node left, Node right) implements Node {}

    /// Applies the right side to each element.
    record Projection(Node left, Node right) implements Node {}

    record ValueProjection(Node left, Node right) implements Node {}

    record FilterProjection(Node left, Node condition, Node right) implements Node {}

    record Flatten(Node left) implements Node {}

    record MultiList(List<Node> items) implements Node {}

    record MultiHash(List<String> names, List<Node> values) implements Node {}

    record Compare(String operator, Node left, Node right) implements Node {}

    record And(Node left, Node right) implements Node {}

    record Or(Node left, Node right) implements Node {}

    record Not(Node of) implements Node {}

    record Call(String name, List<Node> args) implements Node {}

    record Reference(Node of) implements Node {}
  }

  private static final Node HERE = new Node.Current();
  private static final int PIPE = 1;
  private static final int OR = 2;
  private static final int AND = 3;
  private static final int COMPARISON = 5;
  private static final int PROJECTION_STOP = 10;
  private static final int FLATTEN = 9;
  private static final int STAR = 20;
  private static final int FILTER = 21;
  private static final int DOT = 40;
  private static final int NOT = 45;
  private static final int BRACKET = 55;

  private final String source;
  private final List<JmesToken> tokens;
  private int at;

  private JmesPath(String source) {
    this.source = source;
    this.tokens = JmesToken.scan(source);
  }

  static Node parse(String source) {
    JmesPath parser = new JmesPath(source);
    Node node = parser.expression(0);
    if (!parser.peek().is("end")) {
      throw parser.unexpected();
    }
    return node;
  }

  private JmesToken peek() {
    return tokens.get(at);
  }

  private JmesToken next() {
    return tokens.get(at++);
  }

  private boolean take(String kind) {
    if (peek().is(kind)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String kind) {
    if (!take(kind)) {
      throw unexpected();
    }
  }

  private TemplateError unexpected() {
    return TemplateError.filter(
        "Error in community.general.json_query: Parse error at column %d, token \"%s\", for expression: \"%s\""
            .formatted(peek().column(), peek().text(), source));
  }

  private Node expression(int binding) {
    Node left = prefix();
    while (binding < power(peek())) {
      left = infix(left);
    }
    return left;
  }

  private static int power(JmesToken token) {
    return switch (token.kind()) {
      case "|" -> PIPE;
      case "||" -> OR;
      case "&&" -> AND;
      case "==", "!=", "<", "<=", ">", ">=" -> COMPARISON;
      case "[]" -> FLATTEN;
      case "*" -> STAR;
      case "[?" -> FILTER;
      case "." -> DOT;
      case "[" -> BRACKET;
      default -> 0;
    };
  }

  private Node prefix() {
    JmesToken token = next();
    return switch (token.kind()) {
      case "name", "quoted" -> name(token);
      case "literal" -> new Node.Literal(JsonReader.read(token.text()));
      case "raw" -> new Node.Literal(Str.of(token.text()));
      case "@" -> HERE;
      case "*" -> new Node.ValueProjection(HERE, right(STAR));
      case "[]" -> new Node.Projection(new Node.Flatten(HERE), right(FLATTEN));
      case "[?" -> filter(HERE);
      case "[" -> bracket(HERE, true);
      case "{" -> hash();
      case "!" -> new Node.Not(expression(NOT));
      case "&" -> new Node.Reference(expression(0));
      case "(" -> {
        Node inner = expression(0);
        expect(")");
        yield inner;
      }
      default -> {
        at--;
        throw unexpected();
      }
    };
  }

  private Node name(JmesToken token) {
    if (!token.is("name") || !take("(")) {
      return new Node.Field(token.text());
    }
    List<Node> args = new ArrayList<>();
    while (!take(")")) {
      args.add(expression(0));
      if (!peek().is(")")) {
        expect(",");
      }
    }
    return new Node.Call(token.text(), args);
  }

  private Node infix(Node left) {
    JmesToken token = next();
    return switch (token.kind()) {
      case "|" -> new Node.Chain(left, expression(PIPE));
      case "||" -> new Node.Or(left, expression(OR));
      case "&&" -> new Node.And(left, expression(AND));
      case "[]" -> new Node.Projection(new Node.Flatten(left), right(FLATTEN));
      case "[?" -> filter(left);
      case "[" -> bracket(left, false);
      case "." ->
          take("*")
              ? new Node.ValueProjection(left, right(STAR))
              : new Node.Chain(left, dotted(DOT));
      case "==", "!=", "<", "<=", ">", ">=" ->
          new Node.Compare(token.kind(), left, expression(COMPARISON));
      default -> throw unexpected();
    };
  }

  private Node dotted(int binding) {
    JmesToken token = peek();
    if (token.is("[")) {
      at++;
      return list();
    }
    if (token.is("{")) {
      at++;
      return hash();
    }
    if (!token.is("name") && !token.is("quoted") && !token.is("*")) {
      throw unexpected();
    }
    return expression(binding);
  }

  /// What a projection applies to each of its elements.
  private Node right(int binding) {
    JmesToken token = peek();
    if (power(token) < PROJECTION_STOP) {
      return HERE;
    }
    if (token.is("[") || token.is("[?")) {
      return expressionFromHere(binding);
    }
    if (token.is(".")) {
      at++;
      return dotted(binding);
    }
    throw unexpected();
  }

  private Node expressionFromHere(int binding) {
    Node left = HERE;
    while (binding < power(peek())) {
      left = infix(left);
    }
    return left;
  }

  private Node filter(Node left) {
    Node condition = expression(0);
    expect("]");
    Node right = peek().is("[]") ? HERE : right(FILTER);
    return new Node.FilterProjection(left, condition, right);
  }

  private Node bracket(Node left, boolean first) {
    if (peek().is("number") || peek().is(":")) {
      return indexOrSlice(left);
    }
    if (take("*")) {
      expect("]");
      return new Node.Projection(left, right(STAR));
    }
    if (!first) {
      throw unexpected();
    }
    return list();
  }

  private Node indexOrSlice(Node left) {
    List<Optional<Integer>> parts = new ArrayList<>(List.of(number()));
    while (take(":")) {
      parts.add(number());
    }
    expect("]");
    if (parts.size() == 1) {
      return new Node.Chain(left, new Node.Index(parts.getFirst().orElse(0)));
    }
    Optional<Integer> step = parts.size() > 2 ? parts.get(2) : Optional.empty();
    Node slice = new Node.Chain(left, new Node.Slice(parts.get(0), parts.get(1), step));
    return new Node.Projection(slice, right(STAR));
  }

  private Optional<Integer> number() {
    return peek().is("number") ? Optional.of(Integer.valueOf(next().text())) : Optional.empty();
  }

  private Node list() {
    List<Node> items = new ArrayList<>();
    do {
      items.add(expression(0));
    } while (take(","));
    expect("]");
    return new Node.MultiList(items);
  }

  private Node hash() {
    List<String> names = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    do {
      JmesToken name = next();
      if (!name.is("name") && !name.is("quoted")) {
        at--;
        throw unexpected();
      }
      names.add(name.text());
      expect(":");
      values.add(expression(0));
    } while (take(","));
    expect("}");
    return new Node.MultiHash(names, values);
  }
}
