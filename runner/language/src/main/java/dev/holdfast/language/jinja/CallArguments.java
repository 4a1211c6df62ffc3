package dev.holdfast.language.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The arguments of a call while they are parsed, kept in the order that Python allows.
final class CallArguments {
  private final Token open;
  private final List<Expr> positional = new ArrayList<>();
  private final List<Expr.Keyword> named = new ArrayList<>();
  private Optional<Expr> spread = Optional.empty();
  private Optional<Expr> mapping = Optional.empty();

  CallArguments(Token open) {
    this.open = open;
  }

  void positional(Supplier<Expr> value) {
    ensure(spread.isEmpty() && mapping.isEmpty() && named.isEmpty());
    positional.add(value.get());
  }

  void named(String name, Supplier<Expr> value) {
    ensure(mapping.isEmpty());
    named.add(new Expr.Keyword(name, value.get()));
  }

  void spread(Supplier<Expr> value) {
    ensure(spread.isEmpty() && mapping.isEmpty());
    spread = Optional.of(value.get());
  }

  void mapping(Supplier<Expr> value) {
    ensure(mapping.isEmpty());
    mapping = Optional.of(value.get());
  }

  Expr.Args done() {
    return new Expr.Args(List.copyOf(positional), List.copyOf(named), spread, mapping);
  }

  private void ensure(boolean allowed) {
    if (!allowed) {
      throw ExpressionParser.error("invalid syntax for function call expression", open);
    }
  }
}
