package dev.holdfast.resources.playbook;

import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The texts in secret variables, which nothing that users read may repeat: a task that fails may
/// show its command.
final class Hidden {
  /// Shorter texts occur everywhere; hiding them would hide nothing.
  private static final int SHORTEST = 3;

  private final List<String> texts = new ArrayList<>();

  Hidden(Value secrets) {
    collect(secrets);
    texts.sort(Comparator.comparingInt(String::length).reversed());
  }

  private void collect(Value value) {
    switch (value) {
      case Value.Str(String text) when text.length() >= SHORTEST -> texts.add(text);
      case Value.Dynamic(_, Value content) -> collect(content);
      case Value.Obj object -> object.attributes().values().forEach(this::collect);
      default -> value.parts().forEach(this::collect);
    }
  }

  /// The text without the secrets.
  String out(String text) {
    String open = text;
    for (String secret : texts) {
      open = open.replace(secret, "(sensitive value)");
    }
    return open;
  }

  @Override
  public String toString() {
    return "Hidden[...]";
  }
}
