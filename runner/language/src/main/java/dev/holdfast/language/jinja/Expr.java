package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// An expression of a template.
sealed interface Expr {

  record Const(Value value) implements Expr {}

  record Name(String name) implements Expr {}

  record ListOf(List<Expr> items) implements Expr {}

  record TupleOf(List<Expr> items) implements Expr {}

  record DictOf(List<Pair> pairs) implements Expr {}

  record Pair(Expr key, Expr value) {}

  record Attribute(Expr of, String name) implements Expr {}

  record Item(Expr of, Expr key) implements Expr {}

  /// The inside of `value[start:stop:step]`.
  record Slice(Optional<Expr> start, Optional<Expr> stop, Optional<Expr> step) implements Expr {}

  record Call(Expr callee, Args args) implements Expr {}

  /// @param input absent in `{% filter %}` and `{% set x | f %}`, where a block's text takes its
  ///   place
  record Filtered(Optional<Expr> input, String name, Args args) implements Expr {}

  record Tested(Expr input, String name, Args args) implements Expr {}

  record Unary(UnaryOperator operator, Expr operand) implements Expr {}

  enum UnaryOperator {
    NOT,
    NEGATE,
    PLUS
  }

  record Binary(BinaryOperator operator, Expr left, Expr right) implements Expr {}

  enum BinaryOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    FLOOR_DIVIDE,
    MODULO,
    POWER
  }

  /// `a ~ b ~ c`.
  record Concat(List<Expr> parts) implements Expr {}

  /// `a < b <= c`: every link holds, each operand evaluated once.
  record Compare(Expr first, List<Link> links) implements Expr {}

  record Link(String operator, Expr operand) {}

  record And(Expr left, Expr right) implements Expr {}

  record Or(Expr left, Expr right) implements Expr {}

  /// `then if test else otherwise`.
  record Conditional(Expr test, Expr then, Optional<Expr> otherwise, int line) implements Expr {}

  /// The arguments of a call.
  record Args(
      List<Expr> positional, List<Keyword> named, Optional<Expr> spread, Optional<Expr> mapping) {
    static final Args NONE = new Args(List.of(), List.of(), Optional.empty(), Optional.empty());

    boolean isEmpty() {
      return positional.isEmpty() && named.isEmpty() && spread.isEmpty() && mapping.isEmpty();
    }
  }

  record Keyword(String name, Expr value) {}
}
