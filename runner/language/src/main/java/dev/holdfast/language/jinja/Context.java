package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Locked;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The variables at the top level of a template: those it was given and those it sets itself.
final class Context implements EvalContext {
  /// Filters and tests that want to see an encrypted value itself.
  private static final Set<String> LOCKSMITHS =
      Set.of("string", "type_debug", "unvault", "vault_encrypted");

  private final Rendering rendering;
  private final java.util.function.Function<String, Optional<Value>> outer;
  private final Map<String, Value> own = new LinkedHashMap<>();

  /// For each block the bodies of the template and of those it extends, the nearest first.
  private final Map<String, List<Stmt.Block>> blocks = new HashMap<>();

  private boolean autoescape;

  Context(Rendering rendering, java.util.function.Function<String, Optional<Value>> outer) {
    this.rendering = rendering;
    this.outer = outer;
  }

  Rendering rendering() {
    return rendering;
  }

  /// What the template sets at its top level, live.
  Map<String, Value> own() {
    return own;
  }

  void addBlocks(Map<String, Stmt.Block> found) {
    found.forEach((name, block) -> blocks.computeIfAbsent(name, _ -> new ArrayList<>()).add(block));
  }

  List<Stmt.Block> blocks(String name) {
    return blocks.getOrDefault(name, List.of());
  }

  /// A context that sees other variables first, with the same blocks: that of a scoped block.
  Context scoped(java.util.function.Function<String, Optional<Value>> first) {
    Context context = new Context(rendering, name -> first.apply(name).or(() -> find(name)));
    context.blocks.putAll(blocks);
    context.autoescape = autoescape;
    return context;
  }

  Optional<Value> find(String name) {
    Value mine = own.get(name);
    if (mine != null) {
      return Optional.of(mine);
    }
    if (name.equals("self")) {
      return Optional.of(new SelfReference(this));
    }
    Optional<Value> given = outer.apply(name);
    return given.isPresent() ? given : rendering.function(name, this);
  }

  Value get(String name) {
    Value mine = own.get(name);
    return mine != null
        ? mine
        : find(name).orElseGet(() -> new Undefined("'" + name + "' is undefined"));
  }

  void autoescape(boolean on) {
    autoescape = on;
  }

  @Override
  public Value filter(String name, Value input, Arguments args) {
    boolean raw = LOCKSMITHS.contains(name);
    Value result =
        rendering
            .environment()
            .filter(name)
            .apply(raw ? input : Locked.open(input), Locked.open(args), this);
    return result instanceof Str text && rendering.environment().givesText(name)
        ? text.asVerbatim()
        : result;
  }

  @Override
  public boolean test(String name, Value input, Arguments args) {
    boolean raw = LOCKSMITHS.contains(name);
    return rendering
        .environment()
        .test(name)
        .test(raw ? input : Locked.open(input), Locked.open(args), this);
  }

  @Override
  public Value call(Value callable, Arguments args) {
    return switch (callable) {
      case Callable function -> function.call(Locked.open(args));
      case LoopValue loop -> loop.again(args);
      case Undefined undefined -> throw new UndefinedError(undefined);
      default ->
          throw PythonError.typeError("'" + Types.name(callable) + "' object is not callable");
    };
  }

  @Override
  public Value attribute(Value value, String name) {
    return rendering.taint(Members.attribute(value, name));
  }

  @Override
  public Value item(Value value, Value key) {
    return rendering.taint(Members.item(value, key));
  }

  @Override
  public Optional<Value> variable(String name) {
    return find(name).map(rendering::taint);
  }

  @Override
  public Value lookup(String name, Arguments args) {
    return rendering.taint(rendering.surroundings().lookup(name, Locked.open(args), this));
  }

  @Override
  public Value template(Value value) {
    return rendering.surroundings().template(value);
  }

  @Override
  public void warn(String message) {
    rendering.surroundings().warn(message);
  }

  @Override
  public boolean autoescape() {
    return autoescape;
  }
}
