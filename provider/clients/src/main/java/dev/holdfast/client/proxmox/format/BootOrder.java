package dev.holdfast.client.proxmox.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The devices a VM boots from, in order (`order=scsi0;net0`).
public record BootOrder(List<String> devices) {
  private static final String PREFIX = "order=";

  public BootOrder {
    devices = List.copyOf(devices);
  }

  /// Reads the `boot` option; the blank that stands for "no device" is an empty order, and the
  /// legacy letters (`cdn`) are not an order.
  public static Optional<BootOrder> parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return Optional.of(new BootOrder(List.of()));
    }
    if (!stripped.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Optional.of(
        new BootOrder(
            Arrays.stream(stripped.substring(PREFIX.length()).split(";"))
                .map(String::strip)
                .filter(device -> !device.isEmpty())
                .toList()));
  }

  public String print() {
    return PREFIX + String.join(";", devices);
  }
}
