package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Combining;
import dev.holdfast.language.template.Variables;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The variables of one place: levels that are asked from the highest to the lowest, so that no
/// task copies them.
public final class VarScope implements Variables {
  private static final Layer NOTHING = new Layer.Dict(new DictValue());

  private final List<Layer> layers;
  private final boolean merging;

  /// What counts where no level has the name.
  private final Layer floor;

  /// @param layers the highest first
  /// @param merging whether dicts of several levels are merged
  VarScope(List<Layer> layers, boolean merging) {
    this(layers, merging, NOTHING);
  }

  private VarScope(List<Layer> layers, boolean merging, Layer floor) {
    this.layers = List.copyOf(layers);
    this.merging = merging;
    this.floor = floor;
  }

  @Override
  public Optional<Value> lookup(String name) {
    Str key = Str.of(name);
    for (int index = 0; index < layers.size(); index++) {
      Optional<Value> value = layers.get(index).get(key);
      if (value.isPresent()) {
        return merging && value.get() instanceof DictValue top
            ? Optional.of(merged(top, key, index + 1))
            : value;
      }
    }
    return floor.get(key);
  }

  /// The dict merged onto those of lower levels, down to the first value that is none.
  private Value merged(DictValue top, Str key, int from) {
    List<Value> dicts = new ArrayList<>();
    for (Layer layer : layers.subList(from, layers.size())) {
      Optional<Value> value = layer.get(key);
      if (value.isPresent() && !(value.get() instanceof DictValue)) {
        break;
      }
      value.ifPresent(dicts::add);
    }
    return dicts.isEmpty()
        ? top
        : Combining.merge(dicts.reversed().stream().reduce(Combining::merge).orElse(top), top);
  }

  @Override
  public Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(floor.names());
    layers.reversed().forEach(layer -> names.addAll(layer.names()));
    return names;
  }

  /// The same below further variables, such as those of a loop.
  public VarScope with(DictValue top) {
    return top.isEmpty() ? this : with(new Layer.Dict(top));
  }

  VarScope with(Layer top) {
    List<Layer> more = new ArrayList<>(layers.size() + 1);
    more.add(top);
    more.addAll(layers);
    return new VarScope(more, merging, floor);
  }

  /// The same above a level that counts only for names that no other has.
  VarScope above(Layer bottom) {
    return new VarScope(layers, merging, bottom);
  }

  /// The same as far as anybody set it.
  public VarScope withoutFloor() {
    return above(NOTHING);
  }

  /// All variables as one dict, not templated.
  public DictValue all() {
    DictValue all = new DictValue();
    names().forEach(name -> lookup(name).ifPresent(value -> all.put(name, value)));
    return all;
  }
}
