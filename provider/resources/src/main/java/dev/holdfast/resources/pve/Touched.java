package dev.holdfast.resources.pve;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.tree.Trees;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which configuration keys a plan would change.
public final class Touched {

  private final PlanContext context;
  private final Set<String> keys = new LinkedHashSet<>();

  private Touched(PlanContext context) {
    this.context = context;
  }

  /// The keys whose attributes the configuration sets otherwise than the state, or no longer sets.
  public static Set<String> keys(PveTable table, PlanContext context) {
    var touched = new Touched(context);
    table.plains().stream()
        .filter(plain -> touched.differs(plain.path(), plain.attribute(), plain.codec()))
        .forEach(plain -> touched.keys.add(plain.key()));
    table.slotMaps().forEach(touched::slots);
    return touched.keys;
  }

  private void slots(PveTable.SlotMap map) {
    Map<String, Value> before = Trees.elements(Trees.at(context.prior(), map.path()));
    Map<String, Value> after = Trees.elements(Trees.at(context.config(), map.path()));
    Set<String> slots = new LinkedHashSet<>(before.keySet());
    slots.addAll(after.keySet());
    for (String slot : slots) {
      boolean comesOrGoes = before.containsKey(slot) != after.containsKey(slot);
      if (comesOrGoes
          || map.entries().stream().anyMatch(entry -> differs(map.path().key(slot), entry))) {
        map.slots().family(slot).map(family -> family.key(slot)).ifPresent(keys::add);
      }
    }
  }

  private boolean differs(Path slot, PveTable.SlotEntry entry) {
    Attribute attribute = entry.attribute();
    return differs(slot.attribute(attribute.name()), attribute, entry.binding().codec());
  }

  private boolean differs(Path path, Attribute attribute, Codec codec) {
    Value before = Trees.at(context.prior(), path);
    Value wanted = Trees.at(context.config(), path);
    if (wanted.isNull()) {
      return !before.isNull() && context.managed().contains(path);
    }
    return wanted.isUnknown()
        || (!wanted.equals(before)
            && !text(codec, wanted).equals(text(codec, before))
            && !meansTheSame(attribute, wanted, before));
  }

  private static boolean meansTheSame(Attribute attribute, Value one, Value other) {
    return !other.isNull()
        && one.isWhollyKnown()
        && other.isWhollyKnown()
        && attribute.plan().equality().same(one, other);
  }

  private static Optional<String> text(Codec codec, Value value) {
    return value.isWhollyKnown() && !value.isNull()
        ? Optional.of(codec.encode(value))
        : Values.string(value);
  }
}
