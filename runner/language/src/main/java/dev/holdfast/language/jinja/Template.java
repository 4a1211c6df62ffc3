package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Value;

/// A parsed template, to be rendered any number of times by any thread.
public final class Template {
  private final Environment environment;
  private final ParsedTemplate parsed;
  private final Settings settings;

  Template(Environment environment, ParsedTemplate parsed, Settings settings) {
    this.environment = environment;
    this.parsed = parsed;
    this.settings = settings;
  }

  ParsedTemplate parsed() {
    return parsed;
  }

  Settings settings() {
    return settings;
  }

  /// Evaluates the template. The result is marked as unsafe if something unsafe went into it.
  public Value render(Surroundings surroundings, Joining joining) {
    Rendering rendering = new Rendering(environment, surroundings, joining, settings);
    Context context = new Context(rendering, rendering::variable);
    Sink sink = new Sink();
    Renderer.root(this, context, sink);
    Value result = joining.join(sink.parts());
    return rendering.isUnsafe() ? Literals.unsafe(result) : result;
  }
}
