package dev.holdfast.framework.engine;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/// What must not be read in a log: the strings under sensitive and write-only attributes of the
/// values that a call works with.
///
/// They are looked for only when a failure is written down, so that a call which goes well pays
/// nothing.
final class Secrets {

  static final String HIDDEN = "(sensitive value)";

  /// Shorter texts occur everywhere; hiding them would make a log unreadable and hide nothing.
  private static final int SHORTEST = 3;

  private final List<Told> told = new CopyOnWriteArrayList<>();

  private record Told(Body body, Value value) {
    @Override
    public String toString() {
      return HIDDEN;
    }
  }

  void learn(Body body, Value value) {
    told.add(new Told(body, value));
  }

  void learnAll(Secrets others) {
    told.addAll(others.told);
  }

  /// The text without any secret that was learnt.
  String conceal(String text) {
    Set<String> longestFirst =
        new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(one -> one));
    told.forEach(one -> sensitiveParts(one.body, one.value, longestFirst));
    String concealed = text;
    for (String secret : longestFirst) {
      concealed = concealed.replace(secret, HIDDEN);
    }
    return concealed;
  }

  private static void sensitiveParts(Body body, Value value, Set<String> found) {
    if (value instanceof Value.Obj object) {
      for (Attribute attribute : body.attributes()) {
        attribute(attribute, object.get(attribute.name()), found);
      }
      for (Block block : body.blocks()) {
        sensitiveParts(block.body(), object.get(block.name()), found);
      }
    }
    value.parts().forEach(part -> sensitiveParts(body, part, found));
  }

  private static void attribute(Attribute attribute, Value value, Set<String> found) {
    if (attribute.flags().sensitive() || attribute.flags().writeOnly()) {
      strings(value, found);
    } else if (attribute.type() instanceof AttributeType.Nested nested) {
      sensitiveParts(nested.body(), value, found);
    }
  }

  private static void strings(Value value, Set<String> found) {
    switch (value) {
      case Value.Str(var text) -> {
        if (text.length() >= SHORTEST) {
          found.add(text);
        }
      }
      case Value.Obj(var attributes) -> attributes.values().forEach(one -> strings(one, found));
      case Value.Dynamic(_, var content) -> strings(content, found);
      case Value.ListOf _, Value.SetOf _, Value.MapOf _, Value.Tuple _ ->
          value.parts().forEach(one -> strings(one, found));
      case Value.Null _, Value.Unknown _, Value.Num _, Value.Bool _ -> {}
    }
  }
}
