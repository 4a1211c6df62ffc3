package dev.holdfast.simulator.proxmox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A volume id, `local:100/vm-100-disk-0.raw`.
///
/// @param storage the storage
/// @param name the name on it
record VolumeId(String storage, String name) {

  private static final Pattern FORM = Pattern.compile("([a-zA-Z][\\w\\-.]*):(.+)");
  private static final Pattern OWNER = Pattern.compile("(?:.*/)?(?:vm|base)-(\\d+)-[^/]*");

  static Optional<VolumeId> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new VolumeId(form.group(1), form.group(2)))
        : Optional.empty();
  }

  /// The machine whose number is in the name.
  Optional<Integer> owner() {
    Matcher owner = OWNER.matcher(name);
    return owner.matches() ? Optional.of(Integer.valueOf(owner.group(1))) : Optional.empty();
  }

  boolean isBase() {
    return Storage.plain(name).startsWith("base-");
  }

  @Override
  public String toString() {
    return storage + ":" + name;
  }
}
