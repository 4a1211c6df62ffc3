package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.List;

/// A block as `self.name` and `super` give it.
///
/// @param level 0 for the nearest template that defines it, 1 for the one that extends, and so on
record BlockReference(Context context, String name, int level) implements Callable {

  /// The same block one template up: what `super` is in this one.
  Value parent() {
    return level + 1 < context.blocks(name).size()
        ? new BlockReference(context, name, level + 1)
        : new Undefined("there is no parent block called '" + name + "'.");
  }

  void render(Sink sink) {
    List<Stmt.Block> bodies = context.blocks(name);
    context.rendering().enter();
    Scope scope = Scope.top(context).inner();
    scope.set("super", parent());
    new Renderer(context).render(bodies.get(level).body(), scope, sink);
    context.rendering().leave();
  }

  @Override
  public Value call(Arguments arguments) {
    Sink sink = new Sink();
    render(sink);
    return Joining.TEXT.join(sink.parts());
  }
}
