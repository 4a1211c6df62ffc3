package dev.holdfast.resources.pve;

import dev.holdfast.framework.schema.Binding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How an attribute stands in the configuration of a PVE guest.
///
/// Source: the parameters of `/nodes/{node}/qemu/{vmid}/config`.
public sealed interface PveBinding extends Binding {

  /// A whole configuration key, such as `onboot`.
  record Key(String key, Codec codec, Gate gate) implements PveBinding {}

  /// One part of a key that holds a property string, such as `type` of `agent`.
  record Part(PropertyKey property, String part, Codec codec, Gate gate) implements PveBinding {}

  /// A map attribute whose keys are slots, such as `scsi0`.
  record Slots(List<Family> families) implements PveBinding {
    public Slots {
      families = List.copyOf(families);
    }

    /// The family that a slot name of the user's belongs to; empty for a name that is no slot of
    /// these.
    public Optional<Family> family(String shown) {
      return families.stream().filter(family -> family.holds(family.prefix(), shown)).findFirst();
    }

    /// The family that a configuration key belongs to.
    public Optional<Family> owner(String key) {
      return families.stream().filter(family -> family.holds(family.name(), key)).findFirst();
    }
  }

  /// One part of the property string of a slot.
  ///
  /// @param written whether a configuration write carries it; otherwise it is only read (steps
  ///   change it)
  record SlotPart(String part, Codec codec, boolean written) implements PveBinding {}

  /// Numbered keys of one kind, from 0 to `last`.
  ///
  /// @param name the key without its number, such as `ipconfig`
  /// @param prefix what users write instead, such as `net` where the address belongs to a network
  ///   device
  record Family(String name, String prefix, int last, PropertyKey property) {
    private static final Pattern NUMBERED = Pattern.compile("([a-z]+)(0|[1-9][0-9]{0,2})");

    public static Family of(String name, int last, PropertyKey property) {
      return new Family(name, name, last, property);
    }

    /// The configuration key of a slot.
    public String key(String shown) {
      return name + shown.substring(prefix.length());
    }

    /// The slot of a configuration key.
    public String shown(String key) {
      return prefix + key.substring(name.length());
    }

    boolean holds(String stem, String text) {
      Matcher matcher = NUMBERED.matcher(text);
      return matcher.matches()
          && matcher.group(1).equals(stem)
          && Integer.parseInt(matcher.group(2)) <= last;
    }
  }

  /// What a server must be, and the caller must have, for a key to be accepted.
  ///
  /// @param since the first PVE version that knows it, such as `9.0`; empty for all supported ones
  /// @param rootOnly accepted only from a ticket of `root@pam`, never from an API token
  record Gate(Optional<String> since, boolean rootOnly) {
    public static final Gate OPEN = new Gate(Optional.empty(), false);
    public static final Gate ROOT_ONLY = new Gate(Optional.empty(), true);
  }

  static PveBinding key(String key, Codec codec) {
    return new Key(key, codec, Gate.OPEN);
  }

  static PveBinding rootKey(String key, Codec codec) {
    return new Key(key, codec, Gate.ROOT_ONLY);
  }

  static PveBinding part(PropertyKey property, String part, Codec codec) {
    return new Part(property, part, codec, Gate.OPEN);
  }

  static PveBinding slotPart(String part, Codec codec) {
    return new SlotPart(part, codec, true);
  }

  static PveBinding readPart(String part, Codec codec) {
    return new SlotPart(part, codec, false);
  }
}
