package dev.holdfast.client.proxmox.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How one kind of property string (`virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1`) is written.
///
/// @param defaultKey the key whose value may stand first without its name
/// @param shorthand how `virtio=X` stands for two keys at once, where the kind has that
public record PropertyFormat(Optional<String> defaultKey, Optional<Shorthand> shorthand) {

  /// A key that is the value of one key and carries the value of another: in `virtio=X` of a
  /// network card `virtio` is the `model` and `X` the `macaddr`.
  public record Shorthand(String nameKey, String valueKey, Set<String> names) {
    public Shorthand {
      names = Set.copyOf(names);
    }
  }

  /// Network cards (`net0`): `virtio=MAC,bridge=…` is read as `model=virtio,macaddr=MAC,bridge=…`.
  public static final PropertyFormat NETWORK =
      new PropertyFormat(
          Optional.of("model"),
          Optional.of(
              new Shorthand(
                  "model",
                  "macaddr",
                  Set.of(
                      "e1000",
                      "e1000-82540em",
                      "e1000-82544gc",
                      "e1000-82545em",
                      "e1000e",
                      "i82551",
                      "i82557b",
                      "i82559er",
                      "ne2k_isa",
                      "ne2k_pci",
                      "pcnet",
                      "rtl8139",
                      "virtio",
                      "vmxnet3"))));

  /// Disks, EFI and TPM state (`scsi0`, `efidisk0` …): the volume stands first.
  public static final PropertyFormat DISK = withDefault("file");

  /// A kind with a key that may stand without its name.
  public static PropertyFormat withDefault(String key) {
    return new PropertyFormat(Optional.of(key), Optional.empty());
  }

  /// A kind in which every part has its name.
  public static PropertyFormat named() {
    return new PropertyFormat(Optional.empty(), Optional.empty());
  }

  /// Reads the text; keys come out in their canonical form, in the order they stand.
  ///
  /// @throws IllegalArgumentException naming the part that cannot be read or stands twice
  public PropertyString parse(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      if (!part.isBlank()) {
        read(part.strip(), parts);
      }
    }
    return new PropertyString(parts);
  }

  /// Prints with the default key first, then the rest in order.
  ///
  /// @throws IllegalArgumentException for a value that the format cannot carry
  public String print(PropertyString properties) {
    StringBuilder text = new StringBuilder();
    Map<String, String> rest = new LinkedHashMap<>(properties.parts());
    shorthand.ifPresent(form -> printShorthand(form, rest, text));
    defaultKey
        .filter(rest::containsKey)
        .ifPresent(key -> append(text, checked(key, rest.getOrDefault(key, ""))));
    rest.forEach((key, value) -> {
      if (!defaultKey.equals(Optional.of(key))) {
        append(text, key + "=" + checked(key, value));
      }
    });
    return text.toString();
  }

  private void read(String part, Map<String, String> parts) {
    int equals = part.indexOf('=');
    if (equals < 0) {
      put(
          defaultKey.orElseThrow(
              () -> new IllegalArgumentException("'%s' has no name.".formatted(part))),
          part,
          parts);
      return;
    }
    String key = part.substring(0, equals).strip();
    String value = part.substring(equals + 1).strip();
    Optional<Shorthand> form = shorthand.filter(candidate -> candidate.names().contains(key));
    if (form.isPresent()) {
      put(form.get().nameKey(), key, parts);
      put(form.get().valueKey(), value, parts);
    } else {
      put(key, value, parts);
    }
  }

  private static void put(String key, String value, Map<String, String> parts) {
    if (parts.put(key, value) != null) {
      throw new IllegalArgumentException("'%s' is given twice.".formatted(key));
    }
  }

  private static void printShorthand(Shorthand form, Map<String, String> rest, StringBuilder text) {
    Optional<String> name = Optional.ofNullable(rest.get(form.nameKey()));
    Optional<String> value = Optional.ofNullable(rest.get(form.valueKey()));
    if (name.filter(form.names()::contains).isPresent() && value.isPresent()) {
      append(text, name.get() + "=" + checked(form.valueKey(), value.get()));
      rest.remove(form.nameKey());
      rest.remove(form.valueKey());
    }
  }

  private static String checked(String key, String value) {
    if (value.indexOf(',') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "The value of '%s' contains a comma or a line break, which cannot be sent."
              .formatted(key));
    }
    return value;
  }

  private static void append(StringBuilder text, String part) {
    text.append(text.isEmpty() ? "" : ",").append(part);
  }
}
