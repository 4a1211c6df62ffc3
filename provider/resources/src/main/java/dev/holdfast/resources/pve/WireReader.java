package dev.holdfast.resources.pve;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Builds a resource's object from a live configuration.
///
/// Attributes without a binding keep the value they had. A group whose parts are all unset stays
/// null where it was null.
public final class WireReader {

  /// Which slots of a map attribute are taken over.
  public enum Selection {
    /// Only those that the object had before: the rest is somebody else's.
    MANAGED,
    /// Every slot of the families, as an import does.
    ALL
  }

  private final Map<String, String> config;
  private final Selection selection;

  private WireReader(Map<String, String> config, Selection selection) {
    this.config = config;
    this.selection = selection;
  }

  /// The object as `config` (key to text) says, starting from `before`.
  public static Value.Obj read(
      PveTable table, Map<String, String> config, Value.Obj before, Selection selection) {
    return new WireReader(config, selection).body(table.body(), Optional.of(before)).orElse(before);
  }

  private Optional<Value.Obj> body(Body body, Optional<Value.Obj> before) {
    Map<String, Value> values = new LinkedHashMap<>();
    boolean any = before.isPresent();
    for (Attribute attribute : body.attributes()) {
      Value old = before.map(object -> object.get(attribute.name())).orElse(Values.NULL);
      Value now = attribute(attribute, old);
      any |= !now.isNull();
      values.put(attribute.name(), now);
    }
    return any ? Optional.of(new Value.Obj(values)) : Optional.empty();
  }

  private Value attribute(Attribute attribute, Value old) {
    return switch (attribute.binding()) {
      case PveBinding.Key(String key, Codec codec, _) -> decode(codec, config.get(key), old);
      case PveBinding.Part(PropertyKey property, String part, Codec codec, _) ->
          decode(codec, parts(property, property.name()).get(part), old);
      case PveBinding.Slots slots -> slots(attribute, slots, old);
      default -> unbound(attribute, old);
    };
  }

  private Value unbound(Attribute attribute, Value old) {
    if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body inner)
        && nesting == Nesting.SINGLE) {
      Optional<Value.Obj> read = body(inner, Values.object(old));
      return read.isPresent() ? read.get() : Values.NULL;
    }
    return old;
  }

  private Value slots(Attribute attribute, PveBinding.Slots slots, Value old) {
    Body body = ((AttributeType.Nested) attribute.type()).body();
    Map<String, Value> before =
        old instanceof Value.MapOf(Map<String, Value> elements) ? elements : Map.of();
    Map<String, Value> found = new LinkedHashMap<>();
    for (String key : config.keySet()) {
      Optional<PveBinding.Family> family = slots.owner(key);
      if (family.isPresent()) {
        String shown = family.get().shown(key);
        if (selection == Selection.ALL || before.containsKey(shown)) {
          Value.Obj past = Values.object(before.getOrDefault(shown, Values.NULL)).orElse(EMPTY);
          found.put(shown, slot(body, parts(family.get().property(), key), past));
        }
      }
    }
    return found.isEmpty() && old.isNull() ? Values.NULL : new Value.MapOf(found);
  }

  private static final Value.Obj EMPTY = new Value.Obj(Map.of());

  private static Value slot(Body body, Map<String, String> parts, Value.Obj before) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Attribute attribute : body.attributes()) {
      Value old = before.get(attribute.name());
      values.put(
          attribute.name(),
          attribute.binding() instanceof PveBinding.SlotPart(String part, Codec codec, _)
              ? decode(codec, parts.get(part), old)
              : old);
    }
    return new Value.Obj(values);
  }

  private Map<String, String> parts(PropertyKey property, String key) {
    String text = config.get(key);
    return text == null || text.isBlank() ? Map.of() : property.parse(text);
  }

  /// A blank text means unset: PVE stores a single space for emptied keys. An empty value that was
  /// asked for is therefore kept.
  private static Value decode(
      Codec codec, @org.jspecify.annotations.Nullable String text, Value old) {
    if (text != null && !text.isBlank()) {
      return codec.decode(text);
    }
    boolean empty = !old.isNull() && old.isWhollyKnown() && codec.encode(old).isBlank();
    return empty ? old : Values.NULL;
  }
}
