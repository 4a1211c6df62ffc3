package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// The variable `loop` in a `{% for %}`.
final class LoopValue implements ObjectValue {
  private final List<Value> items;
  private final int depth;
  private final Optional<ForLoop> recursive;
  private int index;
  private Optional<TupleValue> lastChanged = Optional.empty();

  LoopValue(List<Value> items, int depth, Optional<ForLoop> recursive) {
    this.items = items;
    this.depth = depth;
    this.recursive = recursive;
  }

  void moveTo(int position) {
    index = position;
  }

  /// `loop(items)`: the loop's body for other items, one level deeper.
  Value again(Arguments args) {
    ForLoop loop =
        recursive.orElseThrow(() ->
            PythonError.typeError(
                "The loop must have the 'recursive' marker to be called recursively."));
    if (args.positional().size() != 1) {
      throw PythonError.typeError("loop() takes exactly one argument");
    }
    return loop.recurse(args.positional().getFirst(), depth + 1);
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return switch (name) {
      case "index" -> Optional.of(Int.of(index + 1));
      case "index0" -> Optional.of(Int.of(index));
      case "revindex" -> Optional.of(Int.of(items.size() - index));
      case "revindex0" -> Optional.of(Int.of(items.size() - index - 1));
      case "first" -> Optional.of(Bool.of(index == 0));
      case "last" -> Optional.of(Bool.of(index == items.size() - 1));
      case "length" -> Optional.of(Int.of(items.size()));
      case "depth" -> Optional.of(Int.of(depth + 1));
      case "depth0" -> Optional.of(Int.of(depth));
      case "previtem" -> Optional.of(neighbour(index - 1, "there is no previous item"));
      case "nextitem" -> Optional.of(neighbour(index + 1, "there is no next item"));
      case "cycle" -> Optional.of(new LoopFunction("cycle", this));
      case "changed" -> Optional.of(new LoopFunction("changed", this));
      default -> Optional.empty();
    };
  }

  private Value neighbour(int at, String missing) {
    return at >= 0 && at < items.size() ? items.get(at) : new Undefined(missing);
  }

  private record LoopFunction(String name, LoopValue loop) implements Callable {
    @Override
    public Value call(Arguments arguments) {
      List<Value> values = arguments.positional();
      if (name.equals("changed")) {
        return Bool.of(loop.changed(new TupleValue(values)));
      }
      if (values.isEmpty()) {
        throw PythonError.typeError("no items for cycling given");
      }
      return values.get(loop.index % values.size());
    }
  }

  private boolean changed(TupleValue values) {
    boolean same = lastChanged.isPresent() && Comparison.equal(lastChanged.get(), values);
    lastChanged = Optional.of(values);
    return !same;
  }

  @Override
  public Optional<Value> item(Value key) {
    return Optional.empty();
  }

  @Override
  public Value materialize() {
    return Str.of("<LoopContext " + (index + 1) + "/" + items.size() + ">");
  }
}
