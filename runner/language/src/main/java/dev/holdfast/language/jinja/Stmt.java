package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Str;
import java.util.List;
import java.util.Optional;

/// A statement of a template, text and `{{ }}` included.
sealed interface Stmt {

  record Data(Str text) implements Stmt {}

  record Print(Expr value) implements Stmt {}

  record If(List<Branch> branches, List<Stmt> otherwise) implements Stmt {}

  record Branch(Expr test, List<Stmt> body) {}

  record For(
      Target target,
      Expr items,
      Optional<Expr> test,
      boolean recursive,
      List<Stmt> body,
      List<Stmt> otherwise)
      implements Stmt {}

  record Set(Target target, Expr value) implements Stmt {}

  record SetBlock(Target target, Optional<Expr.Filtered> filter, List<Stmt> body) implements Stmt {}

  record With(List<Target> targets, List<Expr> values, List<Stmt> body) implements Stmt {}

  record Autoescape(Expr on, List<Stmt> body) implements Stmt {}

  record Block(String name, boolean scoped, boolean required, List<Stmt> body) implements Stmt {}

  record Extends(Expr template) implements Stmt {}

  record Include(Expr template, boolean ignoreMissing, boolean withContext) implements Stmt {}

  record Import(Expr template, String target, boolean withContext) implements Stmt {}

  record FromImport(Expr template, List<Alias> names, boolean withContext, int line)
      implements Stmt {}

  record Alias(String name, String as) {}

  record MacroDefinition(Macro macro) implements Stmt {}

  /// `{% call(params) callee(args) %}`: the body is the call's `caller`.
  record CallBlock(Expr.Call call, Macro caller) implements Stmt {}

  record FilterBlock(Expr.Filtered filter, List<Stmt> body) implements Stmt {}

  record Do(Expr value) implements Stmt {}

  record Break() implements Stmt {}

  record Continue() implements Stmt {}

  /// What a macro is made of.
  ///
  /// @param defaults of the last parameters
  record Macro(
      String name,
      List<String> parameters,
      List<Expr> defaults,
      boolean usesCaller,
      boolean usesKwargs,
      boolean usesVarargs,
      List<Stmt> body) {}
}
