package dev.holdfast.framework.engine;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// A walk over every attribute of an object, at any depth, that may give each a new value.
///
/// Three objects of one shape are walked side by side: the configuration, the prior state and the
/// planned object, which is the one that is rewritten. Elements of lists meet by position, those of
/// maps by key, those of sets by what they set ([Correlation]). A step sees an attribute before its
/// nested attributes; the walk goes on into what the step returned. Collections whose nested
/// attributes hold a dynamic type are dynamic as a whole and are not entered.
final class Tree {

  /// Gives the attribute at a node its planned value.
  @FunctionalInterface
  interface Step {
    Value at(Node node);
  }

  /// One attribute in the three objects.
  ///
  /// @param configured whether the configuration has the object around the attribute
  /// @param existing whether the prior state has it
  record Node(
      Attribute attribute,
      Path path,
      Value config,
      Value prior,
      Value planned,
      boolean configured,
      boolean existing) {

    /// Whether the configuration could set the attribute here and does not.
    boolean unset() {
      return configured && config.isNull();
    }

    boolean inSet() {
      return !path.addressable().equals(path);
    }
  }

  private final Step step;

  private Tree(Step step) {
    this.step = step;
  }

  /// The planned object with every attribute rewritten by `step`.
  static Value map(Body body, Trio trio, Step step) {
    return new Tree(step).object(body, Path.ROOT, trio);
  }

  private Value object(Body body, Path path, Trio trio) {
    if (!(trio.planned() instanceof Value.Obj planned)) {
      return trio.planned();
    }
    Map<String, Value> changed = new LinkedHashMap<>(planned.attributes());
    for (Attribute attribute : body.attributes()) {
      Path below = path.attribute(attribute.name());
      changed.put(attribute.name(), attribute(attribute, below, trio));
    }
    for (Block block : body.blocks()) {
      Path below = path.attribute(block.name());
      Trio parts = trio.attribute(block.name());
      changed.put(block.name(), nested(block.nesting(), block.body(), below, parts));
    }
    return new Value.Obj(changed);
  }

  private Value attribute(Attribute attribute, Path path, Trio around) {
    Trio trio = around.attribute(attribute.name());
    Value value =
        step.at(
            new Node(
                attribute,
                path,
                trio.config(),
                trio.prior(),
                trio.planned(),
                !around.config().isNull(),
                !around.prior().isNull()));
    return attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)
        ? nested(nesting, body, path, new Trio(trio.config(), trio.prior(), value))
        : value;
  }

  private Value nested(Nesting nesting, Body body, Path path, Trio trio) {
    if (nesting == Nesting.SINGLE || nesting == Nesting.GROUP) {
      return object(body, path, trio);
    }
    return switch (trio.planned()) {
      case Value.ListOf(var elements) -> new Value.ListOf(list(body, path, trio, elements));
      case Value.MapOf(var elements) -> new Value.MapOf(map(body, path, trio, elements));
      case Value.SetOf(var elements) -> new Value.SetOf(set(body, path, trio, elements));
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Tuple _,
          Value.Obj _,
          Value.Dynamic _ ->
          trio.planned();
    };
  }

  private List<Value> list(Body body, Path path, Trio trio, List<Value> elements) {
    return each(elements, i -> object(body, path.index(i), trio.element(i)));
  }

  private Map<String, Value> map(Body body, Path path, Trio trio, Map<String, Value> elements) {
    Map<String, Value> changed = new LinkedHashMap<>();
    elements.forEach((key, element) -> {
      var parts = trio.element(key);
      changed.put(key, object(body, path.key(key), parts));
    });
    return changed;
  }

  private List<Value> set(Body body, Path path, Trio trio, List<Value> elements) {
    List<Value> configs = Correlation.ofConfig(body, trio.config(), elements);
    List<Value> priors = Correlation.ofPrior(body, trio.prior(), configs, elements);
    List<Value> changed =
        each(
            elements,
            i -> {
              var parts = new Trio(configs.get(i), priors.get(i), elements.get(i));
              return object(body, path.element(elements.get(i)), parts);
            });
    for (int i = 0; i < elements.size(); i++) {
      // What the prior state adds can make two elements of the configuration one; they must stay
      // two, so such an element does without it.
      if (isRepeated(changed, i)) {
        var alone = new Trio(configs.get(i), Values.NULL, elements.get(i));
        changed.set(i, object(body, path.element(elements.get(i)), alone));
      }
    }
    return changed;
  }

  private static boolean isRepeated(List<Value> elements, int index) {
    Value element = elements.get(index);
    return element.isWhollyKnown() && elements.indexOf(element) != elements.lastIndexOf(element);
  }

  private static List<Value> each(List<Value> elements, IntFunction<Value> change) {
    List<Value> changed = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      changed.add(change.apply(i));
    }
    return changed;
  }
}
