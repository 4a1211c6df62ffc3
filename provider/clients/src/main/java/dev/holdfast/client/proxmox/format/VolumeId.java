package dev.holdfast.client.proxmox.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a volume: `local-lvm:vm-101-disk-0`, `local:101/vm-101-disk-0.qcow2`.
public record VolumeId(String storage, String name) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z][\\w.-]*[A-Za-z0-9]):(\\S+)");

  /// Empty for `none`, absolute paths and anything else that is no volume.
  public static Optional<VolumeId> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    return form.matches()
        ? Optional.of(new VolumeId(form.group(1), form.group(2)))
        : Optional.empty();
  }

  public String print() {
    return storage + ":" + name;
  }

  @Override
  public String toString() {
    return print();
  }
}
