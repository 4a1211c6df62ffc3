package dev.holdfast.resources.template;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.work.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The hash over everything that makes the content of a template.
///
/// What is unset does not count, so that a later version may know more attributes and still find
/// the same hash.
final class ContentHash {

  private static final int BYTES = 32;

  private ContentHash() {}

  /// Attributes of the content beside image and customisation.
  private static final List<String> HARDWARE =
      List.of(
          "disk",
          "cpu",
          "memory",
          "network",
          "agent",
          "os_type",
          "machine",
          "scsi_hardware",
          "bios",
          "efi_disk",
          "serial",
          "vga",
          "cloud_init");

  /// The hash of a planned object; empty while something that counts is not known.
  static Optional<String> of(Value.Obj planned) {
    TreeMap<String, Value> parts = new TreeMap<>();
    HARDWARE.forEach(name -> parts.put(name, planned.get(name)));
    parts.put("image", image(planned.get("image")));
    parts.put("customize", customize(planned.get("customize")));
    Value.Obj content = new Value.Obj(parts);
    return content.isWhollyKnown()
        ? Optional.of(new Fingerprint().joined(canonical(content)).digits(BYTES))
        : Optional.empty();
  }

  private static Value image(Value image) {
    return image instanceof Value.Obj object && object.isWhollyKnown()
        ? new Value.Obj(
            Map.of(
                "identity", Value.of(Image.of(object).identity()),
                "decompress", object.get("decompress")))
        : image;
  }

  /// How long the guest may take changes nothing of what comes out.
  private static Value customize(Value customize) {
    return customize instanceof Value.Obj object
        ? object
            .with("timeout", Values.NULL)
            .with("seal", Value.of(Values.bool(object.get("seal")).orElse(true)))
        : customize;
  }

  /// One text for one meaning: the order of sets and of attributes does not count, nulls are left
  /// out, and lengths keep neighbours apart.
  private static String canonical(Value value) {
    return switch (value) {
      case Value.Str(String text) -> "s" + text.length() + ":" + text;
      case Value.Num(var number) -> "n" + number.stripTrailingZeros().toPlainString() + ";";
      case Value.Bool(boolean truth) -> truth ? "t" : "f";
      case Value.Obj(Map<String, Value> attributes) -> entries(attributes);
      case Value.MapOf(Map<String, Value> elements) -> entries(elements);
      case Value.SetOf(var elements) ->
          elements.stream()
              .map(ContentHash::canonical)
              .sorted()
              .collect(Collectors.joining("", "[", "]"));
      default ->
          value.parts().stream()
              .map(ContentHash::canonical)
              .collect(Collectors.joining("", "[", "]"));
    };
  }

  private static String entries(Map<String, Value> entries) {
    return new TreeMap<>(entries)
        .entrySet().stream()
            .filter(entry -> !entry.getValue().isNull())
            .map(entry -> entry.getKey() + "=" + canonical(entry.getValue()))
            .collect(Collectors.joining("", "{", "}"));
  }
}
