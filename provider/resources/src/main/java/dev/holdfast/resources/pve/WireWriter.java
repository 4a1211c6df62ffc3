package dev.holdfast.resources.pve;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.ConfigChange.Conflict;
import dev.holdfast.resources.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Turns planned attributes into configuration keys: all of them for a create, the changed ones for
/// an update.
public final class WireWriter {

  /// Completes the property string of a slot that does not exist yet: a disk needs its storage and
  /// size.
  @FunctionalInterface
  public interface NewSlot {
    Map<String, String> complete(String slot, Value.Obj planned, Map<String, String> written);

    /// Slots that need nothing more.
    NewSlot PLAIN = (_, _, written) -> written;
  }

  private final Map<String, String> live;
  private final NewSlot newSlot;
  private final Map<String, String> set = new TreeMap<>();
  private final List<String> delete = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Map<PropertyKey, Map<String, String>> properties = new LinkedHashMap<>();

  private WireWriter(Map<String, String> live, NewSlot newSlot) {
    this.live = live;
    this.newSlot = newSlot;
  }

  /// The parameters that make a configuration as planned; unknown and null attributes are left to
  /// the server.
  public static Map<String, String> create(PveTable table, Value.Obj planned, NewSlot newSlot) {
    return change(table, new Value.Obj(Map.of()), planned, Map.of(), newSlot).set();
  }

  /// What has to be written so that `live` becomes as planned, looking only at attributes that
  /// differ between `prior` and `planned`.
  ///
  /// A slot that is gone from the plan is deleted; the caller leaves released slots out of `prior`.
  public static ConfigChange change(
      PveTable table,
      Value.Obj prior,
      Value.Obj planned,
      Map<String, String> live,
      NewSlot newSlot) {
    var writer = new WireWriter(live, newSlot);
    table.plains().forEach(plain -> writer.plain(plain, prior, planned));
    writer.flushProperties();
    table.slotMaps().forEach(slots -> writer.slots(slots, prior, planned));
    return new ConfigChange(writer.set, writer.delete, writer.conflicts);
  }

  private void plain(PveTable.Plain plain, Value.Obj prior, Value.Obj planned) {
    Value before = Trees.at(prior, plain.path());
    Value after = Trees.at(planned, plain.path());
    if (after.equals(before) || after.isUnknown()) {
      return;
    }
    plain
        .part()
        .ifPresentOrElse(
            part ->
                edit(
                    new Entry(plain.path(), plain.attribute(), part.codec(), part.part()),
                    before,
                    after,
                    properties.computeIfAbsent(part.property(), this::liveParts)),
            () -> key(plain, before, after));
  }

  private void key(PveTable.Plain plain, Value before, Value after) {
    Map<String, String> text = new LinkedHashMap<>();
    String now = live.get(plain.key());
    if (now != null && !now.isBlank()) {
      text.put(plain.key(), now);
    }
    Entry entry = new Entry(plain.path(), plain.attribute(), plain.codec(), plain.key());
    if (edit(entry, before, after, text)) {
      put(plain.key(), Optional.ofNullable(text.get(plain.key())));
    }
  }

  private void flushProperties() {
    properties.forEach((property, parts) -> {
      if (!parts.equals(liveParts(property))) {
        put(
            property.name(),
            parts.isEmpty() ? Optional.empty() : Optional.of(property.print(parts)));
      }
    });
  }

  private void slots(PveTable.SlotMap map, Value.Obj prior, Value.Obj planned) {
    Map<String, Value> before = Trees.elements(Trees.at(prior, map.path()));
    Map<String, Value> after = Trees.elements(Trees.at(planned, map.path()));
    after.forEach((shown, value) ->
        map.slots()
            .family(shown)
            .ifPresent(family ->
                slot(
                    map,
                    family,
                    shown,
                    Values.object(before.getOrDefault(shown, Values.NULL)),
                    Values.object(value).orElseThrow())));
    before.keySet().stream()
        .filter(shown -> !after.containsKey(shown))
        .flatMap(shown -> map.slots().family(shown).map(family -> family.key(shown)).stream())
        .filter(live::containsKey)
        .forEach(delete::add);
  }

  private void slot(
      PveTable.SlotMap map,
      PveBinding.Family family,
      String shown,
      Optional<Value.Obj> before,
      Value.Obj after) {
    String key = family.key(shown);
    String now = live.getOrDefault(key, "");
    boolean fresh = now.isBlank();
    if (fresh && before.isPresent() && !live.isEmpty()) {
      conflicts.add(new Conflict(map.path().key(shown), before.get(), Values.NULL));
    }
    Map<String, String> parts = fresh ? new LinkedHashMap<>() : family.property().parse(now);
    boolean changed = fresh;
    for (PveTable.SlotEntry entry : map.entries()) {
      if (entry.binding().written()) {
        String name = entry.attribute().name();
        Value old = fresh ? Values.NULL : before.map(slot -> slot.get(name)).orElse(Values.NULL);
        Value wanted = after.get(name);
        if (!wanted.isUnknown() && !wanted.equals(old)) {
          changed |= edit(entry(map.path().key(shown), entry), old, wanted, parts);
        }
      }
    }
    if (changed) {
      put(
          key,
          Optional.of(
              family.property().print(fresh ? newSlot.complete(shown, after, parts) : parts)));
    }
  }

  /// An attribute and the name that its text has among others.
  private record Entry(Path path, Attribute attribute, Codec codec, String name) {}

  private static Entry entry(Path slot, PveTable.SlotEntry part) {
    Attribute attribute = part.attribute();
    PveBinding.SlotPart binding = part.binding();
    return new Entry(slot.attribute(attribute.name()), attribute, binding.codec(), binding.part());
  }

  /// Brings one entry of `texts` from the live text to the planned value.
  ///
  /// @return whether the entry was changed
  private boolean edit(Entry entry, Value before, Value after, Map<String, String> texts) {
    Optional<String> now =
        Optional.ofNullable(texts.get(entry.name())).filter(text -> !text.isBlank());
    if (same(entry, now, after)) {
      return false;
    }
    if (!same(entry, now, before) && !live.isEmpty()) {
      Value found = now.isPresent() ? entry.codec().decode(now.get()) : Values.NULL;
      conflicts.add(new Conflict(entry.path(), before, found));
    }
    encode(entry.codec(), after)
        .ifPresentOrElse(text -> texts.put(entry.name(), text), () -> texts.remove(entry.name()));
    return true;
  }

  private Map<String, String> liveParts(PropertyKey property) {
    String text = live.get(property.name());
    return text == null || text.isBlank() ? new LinkedHashMap<>() : property.parse(text);
  }

  private void put(String key, Optional<String> text) {
    text.ifPresentOrElse(value -> set.put(key, value), () -> delete.add(key));
  }

  /// The text of a value; an empty one is not stored, because PVE makes a blank of it that means
  /// unset.
  private static Optional<String> encode(Codec codec, Value value) {
    return value.isNull()
        ? Optional.empty()
        : Optional.of(codec.encode(value)).filter(text -> !text.isBlank());
  }

  /// Whether the live text already means the value, whatever its spelling.
  private static boolean same(Entry entry, Optional<String> now, Value value) {
    Optional<String> text = encode(entry.codec(), value);
    if (now.isEmpty() || text.isEmpty()) {
      return now.isEmpty() && text.isEmpty();
    }
    Value found = entry.codec().decode(now.get());
    return found.equals(entry.codec().decode(text.get()))
        || entry.attribute().plan().equality().same(found, value);
  }
}
