package dev.holdfast.simulator.proxmox.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/// A value made of `key=value` parts, as `local:100/vm-100-disk-0.raw,cache=none,size=8G`.
///
/// Reading and writing follow `parse_property_string` and `print_property_string` of pve-common's
/// `JSONSchema.pm`.
public record PropertyString(PartsSpec spec, Map<String, String> values) {

  /// Copies the map.
  public PropertyString {
    values = Map.copyOf(values);
  }

  /// Reads a text that was checked before.
  public static PropertyString read(PartsSpec spec, String text) {
    Parsed parsed = parse(spec, text);
    if (parsed.broken.isPresent()) {
      throw new IllegalArgumentException(text + ": " + parsed.broken.get());
    }
    return new PropertyString(spec, parsed.values);
  }

  /// Why a text is no such property string, or nothing.
  static Optional<String> refusal(PartsSpec spec, String path, String text) {
    Parsed parsed = parse(spec, text);
    if (parsed.broken.isPresent()) {
      return parsed.broken.map(b -> b + "\n");
    }
    Map<String, String> errors = new TreeMap<>();
    ParameterCheck.check(spec.table(), parsed.values, errors);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text2 = new StringBuilder("format error\n");
    errors.forEach((key, why) -> text2.append(path + "." + key + ": " + why.strip() + "\n"));
    return Optional.of(text2.toString());
  }

  /// One part.
  public Optional<String> get(String part) {
    return Optional.ofNullable(values.get(part));
  }

  /// Whether a boolean part is given and true.
  public boolean isSet(String part) {
    return "1".equals(values.get(part));
  }

  /// The same with another value of a part.
  public PropertyString with(String part, String value) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.put(part, value);
    return new PropertyString(spec, copy);
  }

  /// The same without a part.
  public PropertyString without(String part) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.remove(part);
    return new PropertyString(spec, copy);
  }

  /// The text as the server writes it: the leading part first, then the others sorted.
  public String text() {
    Map<String, String> rest = new TreeMap<>(values);
    StringJoiner joined = new StringJoiner(",");
    Optional<PartsSpec.Alias> spelling = spec.spelling();
    if (spelling.isPresent() && rest.containsKey(spelling.get().part())) {
      String spelled = rest.remove(spelling.get().spelled().orElseThrow());
      joined.add(spelled + "=" + rest.remove(spelling.get().part()));
    }
    spec.leading()
        .map(Parameter::name)
        .filter(rest::containsKey)
        .ifPresent(leading -> joined.add(rest.remove(leading)));
    rest.forEach((key, value) -> joined.add(key + "=" + value));
    return joined.toString();
  }

  private record Parsed(Map<String, String> values, Optional<String> broken) {}

  private static Parsed parse(PartsSpec spec, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Optional<String> broken = Optional.empty();
    for (String piece : text.split(",")) {
      if (broken.isEmpty() && !piece.isBlank()) {
        broken = addPiece(spec, piece, values);
      }
    }
    return new Parsed(values, broken);
  }

  private static Optional<String> addPiece(
      PartsSpec spec, String piece, Map<String, String> values) {
    int equals = piece.indexOf('=');
    if (equals < 0) {
      return spec.leading()
          .map(leading -> put(leading.name(), leading.name(), piece, spec, values))
          .orElse(Optional.of("value without key, but schema does not define a default key"));
    }
    if (equals == 0 || equals == piece.length() - 1) {
      return Optional.of("missing key in comma-separated list property");
    }
    String key = piece.substring(0, equals);
    String value = piece.substring(equals + 1);
    Optional<PartsSpec.Alias> alias = Optional.ofNullable(spec.aliases().get(key));
    Optional<String> spelled = alias.flatMap(PartsSpec.Alias::spelled);
    if (spelled.isPresent() && values.putIfAbsent(spelled.get(), key) != null) {
      return Optional.of("key alias '" + spelled.get() + "' is already defined");
    }
    return put(alias.map(PartsSpec.Alias::part).orElse(key), key, value, spec, values);
  }

  private static Optional<String> put(
      String part, String key, String value, PartsSpec spec, Map<String, String> values) {
    Optional<Parameter> known = spec.part(part);
    if (known.isEmpty()) {
      return Optional.of("invalid key in comma-separated list property: " + key);
    }
    Kind kind = known.get().kind();
    String stored =
        kind instanceof Kind.Flag && kind.refusal(part, value).isEmpty()
            ? kind.stored(value)
            : value;
    return values.putIfAbsent(part, stored) == null
        ? Optional.empty()
        : Optional.of("duplicate key in comma-separated list property: " + key);
  }
}
