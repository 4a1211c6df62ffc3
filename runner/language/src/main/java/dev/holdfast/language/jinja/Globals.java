package dev.holdfast.language.jinja;

import static java.util.Map.entry;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Jinja2's own global functions.
final class Globals {
  /// As in Jinja2's sandbox: longer ranges are a mistake or an attack.
  private static final int MAX_RANGE = 1_000_000;

  private Globals() {}

  private static Value range(Arguments args, EvalContext context) {
    List<Value> bounds = args.positional();
    if (bounds.isEmpty() || bounds.size() > 3 || !args.named().isEmpty()) {
      throw PythonError.typeError(
          "range expected at "
              + (bounds.isEmpty() ? "least 1 argument" : "most 3 arguments")
              + ", got "
              + bounds.size());
    }
    long start = bounds.size() == 1 ? 0 : Numbers.index(bounds.get(0));
    long stop = Numbers.index(bounds.get(bounds.size() == 1 ? 0 : 1));
    long step = bounds.size() < 3 ? 1 : Numbers.index(bounds.get(2));
    if (step == 0) {
      throw PythonError.valueError("range() arg 3 must not be zero");
    }
    long count = Math.max(0, (stop - start + step - Long.signum(step)) / step);
    if (count > MAX_RANGE) {
      throw PythonError.overflowError(
          "Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + MAX_RANGE + ").");
    }
    List<Value> items = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      items.add(Int.of(start + i * step));
    }
    return new ListValue(items);
  }

  private static Value dict(Arguments args, EvalContext context) {
    return dict("dict", args);
  }

  private static DictValue dict(String name, Arguments args) {
    if (args.positional().size() > 1) {
      throw PythonError.typeError(
          name + " expected at most 1 argument, got " + args.positional().size());
    }
    DictValue dict = new DictValue();
    args.positional().forEach(from -> DictMethods.putAll(dict, from));
    args.named().forEach(dict::put);
    return dict;
  }

  private static Value namespace(Arguments args, EvalContext context) {
    return new Namespace(dict("dict", args));
  }

  private static Value cycler(Arguments args, EvalContext context) {
    if (args.positional().isEmpty()) {
      throw TemplateError.runtime("at least one item has to be provided");
    }
    return new Cycler(args.positional());
  }

  private static Value joiner(Arguments args, EvalContext context) {
    return new Joiner(args.at(0, "sep").orElse(Str.of(", ")));
  }

  /// `cycler('odd', 'even')`: `next()` gives one after the other.
  private static final class Cycler implements ObjectValue {
    private final List<Value> items;
    private int at;

    Cycler(List<Value> items) {
      this.items = items;
    }

    @Override
    public String typeName() {
      return "Cycler";
    }

    @Override
    public Optional<Value> attribute(String name) {
      return switch (name) {
        case "current" -> Optional.of(items.get(at));
        case "items" -> Optional.of(new ListValue(items));
        case "pos" -> Optional.of(Int.of(at));
        case "next" -> Optional.of(new Step(name, () -> items.get(advance())));
        case "reset" -> Optional.of(new Step(name, this::reset));
        default -> Optional.empty();
      };
    }

    private int advance() {
      int current = at;
      at = (at + 1) % items.size();
      return current;
    }

    private Value reset() {
      at = 0;
      return None.NONE;
    }

    @Override
    public Optional<Value> item(Value key) {
      return Optional.empty();
    }

    @Override
    public Value materialize() {
      return Str.of("<Cycler>");
    }
  }

  private record Step(String name, Supplier<Value> step) implements Callable {
    @Override
    public Value call(Arguments arguments) {
      return step.get();
    }
  }

  /// `joiner(',')`: nothing at the first call, then the separator.
  private static final class Joiner implements Callable {
    private final Value separator;
    private boolean used;

    Joiner(Value separator) {
      this.separator = separator;
    }

    @Override
    public String name() {
      return "joiner";
    }

    @Override
    public Value call(Arguments arguments) {
      Value result = used ? separator : Str.EMPTY;
      used = true;
      return result;
    }
  }

  static final Map<String, Function> ALL =
      Map.ofEntries(
          entry("cycler", Globals::cycler),
          entry("dict", Globals::dict),
          entry("joiner", Globals::joiner),
          entry("namespace", Globals::namespace),
          entry("range", Globals::range));
}
