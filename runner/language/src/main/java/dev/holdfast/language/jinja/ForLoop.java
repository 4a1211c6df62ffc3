package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out one `{% for %}`.
final class ForLoop {
  private final Renderer renderer;
  private final Stmt.For loop;
  private final Scope outer;

  ForLoop(Renderer renderer, Stmt.For loop, Scope outer) {
    this.renderer = renderer;
    this.loop = loop;
    this.outer = outer;
  }

  void run(Sink sink) {
    Value items = Evaluator.eval(loop.items(), outer);
    if (loop.recursive()) {
      sink.add(outer.context().rendering().joining().printed(recurse(items, 0)));
    } else {
      passes(items, 0, sink);
    }
  }

  /// What the loop prints for other items, as `loop(items)` in its body asks.
  Value recurse(Value items, int depth) {
    outer.context().rendering().enter();
    Sink sink = new Sink();
    passes(items, depth, sink);
    outer.context().rendering().leave();
    return outer.context().rendering().joining().join(sink.parts());
  }

  private void passes(Value value, int depth, Sink sink) {
    List<Value> items = chosen(List.copyOf(Sequences.iterate(value)));
    Optional<ForLoop> again = loop.recursive() ? Optional.of(this) : Optional.empty();
    LoopValue state = new LoopValue(items, depth, again);
    boolean goesOn = true;
    for (int i = 0; i < items.size() && goesOn; i++) {
      state.moveTo(i);
      Scope scope = outer.inner();
      scope.set("loop", state);
      Evaluator.assign(loop.target(), items.get(i), scope);
      goesOn = renderer.pass(loop.body(), scope, sink);
    }
    if (items.isEmpty()) {
      renderer.render(loop.otherwise(), outer.inner(), sink);
    }
  }

  /// The items that the loop's `if` lets through.
  private List<Value> chosen(List<Value> items) {
    if (loop.test().isEmpty()) {
      return items;
    }
    List<Value> chosen = new ArrayList<>();
    for (Value item : items) {
      Scope scope = outer.inner();
      Evaluator.assign(loop.target(), item, scope);
      if (Evaluator.test(loop.test().get(), scope)) {
        chosen.add(item);
      }
    }
    return chosen;
  }
}
