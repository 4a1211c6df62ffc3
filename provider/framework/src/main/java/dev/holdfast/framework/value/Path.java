package dev.holdfast.framework.value;

import java.util.ArrayList;
import java.util.List;

/// Where a value stands inside an object, from the root down.
///
/// Printed the way Terraform users write a reference: `disks["scsi0"].size`. Elements of a set have
/// no address on the wire: a path through one is sent as the path of the set.
public record Path(List<Step> steps) {

  /// One step down.
  public sealed interface Step {
    /// Into an attribute of an object.
    record Attribute(String name) implements Step {}

    /// Into an element of a map.
    record Key(String key) implements Step {}

    /// Into an element of a list or tuple, counted from 0.
    record Index(long index) implements Step {}

    /// Into an element of a set.
    record Element(Value value) implements Step {}
  }

  public static final Path ROOT = new Path(List.of());

  public Path {
    steps = List.copyOf(steps);
  }

  /// The path of a chain of attribute names.
  public static Path of(String first, String... more) {
    Path path = ROOT.attribute(first);
    for (String name : more) {
      path = path.attribute(name);
    }
    return path;
  }

  public Path attribute(String name) {
    return then(new Step.Attribute(name));
  }

  public Path key(String key) {
    return then(new Step.Key(key));
  }

  public Path index(long index) {
    return then(new Step.Index(index));
  }

  public Path element(Value value) {
    return then(new Step.Element(value));
  }

  /// This path with one more step.
  public Path then(Step step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return new Path(longer);
  }

  /// Whether `other` is this path or lies below it.
  public boolean contains(Path other) {
    return other.steps.size() >= steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  /// The longest leading part that Terraform can address: up to, not into, the first set element.
  public Path addressable() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Element) {
        return new Path(steps.subList(0, i));
      }
    }
    return this;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Step.Attribute(String name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Step.Key(String key) -> text.append("[\"").append(escaped(key)).append("\"]");
        case Step.Index(long index) -> text.append('[').append(index).append(']');
        case Step.Element _ -> text.append("[...]");
      }
    }
    return text.toString();
  }

  /// As in a quoted string of HCL, so that no key reads like a longer path.
  private static String escaped(String key) {
    return key.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
