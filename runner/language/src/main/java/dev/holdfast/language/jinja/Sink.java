package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Takes what a template prints, part by part.
final class Sink {
  private final List<Value> parts = new ArrayList<>();

  void add(Value part) {
    parts.add(part);
  }

  void text(Str text) {
    parts.add(text);
  }

  List<Value> parts() {
    return parts;
  }
}
