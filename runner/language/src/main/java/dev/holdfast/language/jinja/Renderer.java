package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Carries out the statements of one template.
final class Renderer {
  private final Context context;
  private final Rendering rendering;

  /// The template that this one extends, once `{% extends %}` was met: from then on the top level
  /// prints nothing.
  private @Nullable Template parent;

  Renderer(Context context) {
    this.context = context;
    this.rendering = context.rendering();
  }

  /// What follows a statement.
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  /// Renders a whole template into the sink: its own top level, then what it extends.
  static void root(Template template, Context context, Sink sink) {
    context.rendering().enter();
    context.addBlocks(template.parsed().blocks());
    Renderer renderer = new Renderer(context);
    renderer.run(template.parsed().body(), Scope.top(context), sink);
    if (renderer.parent != null) {
      root(renderer.parent, context, sink);
    }
    context.rendering().leave();
  }

  /// What a part of a template prints, as one value.
  Value capture(List<Stmt> body, Scope scope) {
    Sink sink = new Sink();
    run(body, scope, sink);
    return rendering.joining().join(sink.parts());
  }

  /// Renders a part of a template.
  void render(List<Stmt> body, Scope scope, Sink sink) {
    run(body, scope, sink);
  }

  private Flow run(List<Stmt> body, Scope scope, Sink sink) {
    for (Stmt stmt : body) {
      Flow flow = run(stmt, scope, sink);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private Flow run(Stmt stmt, Scope scope, Sink given) {
    // Once the template extends another one, what its top level prints is lost.
    Sink sink = parent == null || !scope.isTop() ? given : new Sink();
    switch (stmt) {
      case Stmt.Data(Str text) -> sink.add(text);
      case Stmt.Print(Expr value) -> {
        if (parent == null || !scope.isTop()) {
          print(value, scope, sink);
        }
      }
      case Stmt.If condition -> {
        return condition(condition, scope, sink);
      }
      case Stmt.For loop -> new ForLoop(this, loop, scope).run(sink);
      case Stmt.Set(Target target, Expr value) ->
          Evaluator.assign(target, Evaluator.eval(value, scope), scope);
      case Stmt.SetBlock block -> setBlock(block, scope);
      case Stmt.With with -> {
        return with(with, scope, sink);
      }
      case Stmt.Autoescape(Expr on, List<Stmt> body) -> {
        return autoescape(Evaluator.test(on, scope), body, scope, sink);
      }
      case Stmt.Block block -> block(block, scope, sink);
      case Stmt.Extends(Expr template) -> extend(template, scope);
      case Stmt.Include include -> include(include, scope, sink);
      case Stmt.Import(Expr template, String target, boolean withContext) ->
          scope.set(target, module(template, withContext, scope));
      case Stmt.FromImport from -> from(from, scope);
      case Stmt.MacroDefinition(Stmt.Macro macro) ->
          scope.set(macro.name(), new MacroValue(macro, scope, this));
      case Stmt.CallBlock(Expr.Call call, Stmt.Macro caller) ->
          callBlock(call, caller, scope, sink);
      case Stmt.FilterBlock(Expr.Filtered filter, List<Stmt> body) -> {
        Value text = capture(body, scope.inner());
        emit(Evaluator.filter(filter, Optional.of(text), scope), sink);
      }
      case Stmt.Do(Expr value) -> Evaluator.eval(value, scope);
      case Stmt.Break _ -> {
        return Flow.BREAK;
      }
      case Stmt.Continue _ -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.NEXT;
  }

  /// One pass of a loop; whether the loop goes on.
  boolean pass(List<Stmt> body, Scope scope, Sink sink) {
    return run(body, scope, sink) != Flow.BREAK;
  }

  private void print(Expr expr, Scope scope, Sink sink) {
    Value value = Evaluator.eval(expr, scope);
    if (context.autoescape() && !Markup.isSafe(expr)) {
      sink.add(Str.of(Markup.escape(Text.str(value))));
    } else {
      emit(value, sink);
    }
  }

  private void emit(Value value, Sink sink) {
    sink.add(rendering.joining().printed(value));
  }

  private Flow condition(Stmt.If condition, Scope scope, Sink sink) {
    for (Stmt.Branch branch : condition.branches()) {
      if (Evaluator.test(branch.test(), scope)) {
        return run(branch.body(), scope, sink);
      }
    }
    return run(condition.otherwise(), scope, sink);
  }

  private void setBlock(Stmt.SetBlock block, Scope scope) {
    Value text = capture(block.body(), scope.inner());
    Value value =
        block.filter().isPresent()
            ? Evaluator.filter(block.filter().get(), Optional.of(text), scope)
            : text;
    Evaluator.assign(block.target(), value, scope);
  }

  private Flow with(Stmt.With with, Scope scope, Sink sink) {
    Scope inner = scope.inner();
    for (int i = 0; i < with.targets().size(); i++) {
      Evaluator.assign(with.targets().get(i), Evaluator.eval(with.values().get(i), scope), inner);
    }
    return run(with.body(), inner, sink);
  }

  private Flow autoescape(boolean on, List<Stmt> body, Scope scope, Sink sink) {
    boolean before = context.autoescape();
    context.autoescape(on);
    try {
      return run(body, scope.inner(), sink);
    } finally {
      context.autoescape(before);
    }
  }

  private void block(Stmt.Block block, Scope scope, Sink sink) {
    if (parent != null) {
      return;
    }
    List<Stmt.Block> bodies = context.blocks(block.name());
    if (bodies.getFirst().required()) {
      throw TemplateError.runtime("Required block '" + block.name() + "' not found");
    }
    Context inner = block.scoped() ? context.scoped(scope::local) : context;
    new BlockReference(inner, block.name(), 0).render(sink);
  }

  private void extend(Expr template, Scope scope) {
    if (parent != null) {
      throw TemplateError.runtime("extended multiple times");
    }
    String name = templateName(Evaluator.eval(template, scope));
    parent = rendering.load(name).orElseThrow(() -> notFound(name));
  }

  private static TemplateError notFound(String name) {
    return TemplateError.templateNotFound(name);
  }

  private static String templateName(Value value) {
    return switch (value) {
      case Str str -> str.text();
      case Undefined undefined -> throw new UndefinedError(undefined);
      default ->
          throw PythonError.typeError(
              "expected str, bytes or os.PathLike object, not " + Types.name(value));
    };
  }

  /// The first template of a name or a list of names that exists.
  private Optional<Template> choose(Value names) {
    if (!(names instanceof ListValue || names instanceof TupleValue)) {
      return rendering.load(templateName(names));
    }
    for (Value name : Sequences.iterate(names)) {
      Optional<Template> found = rendering.load(templateName(name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static TemplateError noneFound(Value names) {
    if (names instanceof Str str) {
      return notFound(str.text());
    }
    List<String> all = new ArrayList<>();
    Sequences.iterate(names).forEach(name -> all.add(Text.str(name)));
    return all.isEmpty()
        ? TemplateError.templateNotFound("Tried to select from an empty list of templates.")
        : TemplateError.templateNotFound(
            "none of the templates given were found: " + String.join(", ", all));
  }

  private void include(Stmt.Include include, Scope scope, Sink sink) {
    Value names = Evaluator.eval(include.template(), scope);
    Optional<Template> found = choose(names);
    if (found.isEmpty()) {
      if (include.ignoreMissing()) {
        return;
      }
      throw noneFound(names);
    }
    Context inner = include.withContext() ? new Context(rendering, scope::find) : withoutContext();
    inner.autoescape(context.autoescape());
    root(found.get(), inner, sink);
  }

  private Context withoutContext() {
    return new Context(rendering, _ -> Optional.empty());
  }

  private ModuleValue module(Expr template, boolean withContext, Scope scope) {
    Value name = Evaluator.eval(template, scope);
    Template found = choose(name).orElseThrow(() -> noneFound(name));
    Context inner = withContext ? new Context(rendering, scope::find) : withoutContext();
    Sink sink = new Sink();
    root(found, inner, sink);
    return new ModuleValue(Text.str(name), inner.own(), sink.parts());
  }

  private void from(Stmt.FromImport from, Scope scope) {
    ModuleValue module = module(from.template(), from.withContext(), scope);
    for (Stmt.Alias alias : from.names()) {
      Value value =
          module
              .attribute(alias.name())
              .orElseGet(() ->
                  new Undefined(
                      "the template '%s' (imported on line %d) does not export the requested name '%s'"
                          .formatted(module.name(), from.line(), alias.name())));
      scope.set(alias.as(), value);
    }
  }

  private void callBlock(Expr.Call call, Stmt.Macro caller, Scope scope, Sink sink) {
    Value callee = Evaluator.eval(call.callee(), scope);
    Arguments args = Evaluator.arguments(call.args(), scope);
    Map<String, Value> named = new LinkedHashMap<>(args.named());
    named.put("caller", new MacroValue(caller, scope, this));
    emit(context.call(callee, new Arguments(args.positional(), named)), sink);
  }
}
