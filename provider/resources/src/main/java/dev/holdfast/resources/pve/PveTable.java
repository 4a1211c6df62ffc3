package dev.holdfast.resources.pve;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The bound attributes of a resource, found once in its body.
public final class PveTable {

  /// An attribute outside of any slot, carried by a key or a part of one.
  record Plain(Path path, Attribute attribute, String key, Optional<PveBinding.Part> part) {

    Codec codec() {
      return switch (PveTable.binding(attribute)) {
        case PveBinding.Key(_, Codec codec, _) -> codec;
        case PveBinding.Part(_, _, Codec codec, _) -> codec;
        case PveBinding.SlotPart(_, Codec codec, _) -> codec;
        case PveBinding.Slots _ -> throw new IllegalStateException("a slot map has no codec");
      };
    }
  }

  /// A map attribute of slots with the bound attributes of one slot.
  record SlotMap(Path path, PveBinding.Slots slots, Body body, List<SlotEntry> entries) {}

  /// A bound attribute of a slot.
  record SlotEntry(Attribute attribute, PveBinding.SlotPart binding) {}

  private final Body body;
  private final List<Plain> plains = new ArrayList<>();
  private final List<SlotMap> slotMaps = new ArrayList<>();

  public PveTable(Body body) {
    this.body = body;
    collect(Path.ROOT, body);
  }

  public Body body() {
    return body;
  }

  /// The attribute that a configuration key comes from, where it is one attribute's alone or a
  /// slot's.
  public Optional<Path> pathOf(String key) {
    Optional<Path> plain =
        plains.stream().filter(entry -> entry.key().equals(key)).map(Plain::path).findFirst();
    return plain.or(() ->
        slotMaps.stream()
            .flatMap(map ->
                map.slots().owner(key).map(family -> map.path().key(family.shown(key))).stream())
            .findFirst());
  }

  List<Plain> plains() {
    return plains;
  }

  List<SlotMap> slotMaps() {
    return slotMaps;
  }

  private void collect(Path base, Body scope) {
    for (Attribute attribute : scope.attributes()) {
      Path path = base.attribute(attribute.name());
      switch (attribute.binding()) {
        case PveBinding.Key key ->
            plains.add(new Plain(path, attribute, key.key(), Optional.empty()));
        case PveBinding.Part part ->
            plains.add(new Plain(path, attribute, part.property().name(), Optional.of(part)));
        case PveBinding.Slots slots -> slotMaps.add(slotMap(path, attribute, slots));
        default -> nested(attribute).ifPresent(inner -> collect(path, inner));
      }
    }
  }

  private static SlotMap slotMap(Path path, Attribute attribute, PveBinding.Slots slots) {
    Body body = ((AttributeType.Nested) attribute.type()).body();
    List<SlotEntry> entries = new ArrayList<>();
    for (Attribute part : body.attributes()) {
      if (part.binding() instanceof PveBinding.SlotPart binding) {
        entries.add(new SlotEntry(part, binding));
      }
    }
    return new SlotMap(path, slots, body, entries);
  }

  /// The body of a group: a single nested attribute without a binding of its own.
  private static Optional<Body> nested(Attribute attribute) {
    return attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body inner)
            && nesting == Nesting.SINGLE
        ? Optional.of(inner)
        : Optional.empty();
  }

  private static PveBinding binding(Attribute attribute) {
    return (PveBinding) attribute.binding();
  }
}
