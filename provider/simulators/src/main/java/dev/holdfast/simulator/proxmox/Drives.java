package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The keys of a configuration that name disks, and how their values read.
final class Drives {

  /// Where a first disk is looked for, in this order.
  private static final List<String> BUSES = List.of("ide", "scsi", "virtio", "sata");

  private static final Pattern CLOUD_INIT =
      Pattern.compile("[^/:]+:(cloudinit|.*vm-\\d+-cloudinit(\\.\\w+)?)");

  private Drives() {}

  static boolean isDrive(String key) {
    return switch (Slots.family(key)) {
      case "ide", "scsi", "virtio", "sata" -> !BUSES.contains(key);
      default -> key.equals("efidisk0") || key.equals("tpmstate0");
    };
  }

  static boolean isUnused(String key) {
    return Slots.isOf("unused", key);
  }

  static PropertyString read(World world, String key, String value) {
    String bus = Slots.family(key);
    String parts =
        switch (bus) {
          case "efidisk" -> "disk-efi";
          case "tpmstate" -> "disk-tpm";
          default -> "disk-" + bus;
        };
    return PropertyString.read(world.parts(parts), value);
  }

  static String file(PropertyString drive) {
    return drive.get("file").orElseThrow();
  }

  static boolean isCdrom(PropertyString drive) {
    return drive.get("media").filter("cdrom"::equals).isPresent();
  }

  static boolean isCloudInit(PropertyString drive) {
    return CLOUD_INIT.matcher(file(drive)).matches();
  }

  /// Whether a medium of somebody else's is in the drive, an ISO file for instance.
  static boolean isMedium(PropertyString drive) {
    return isCdrom(drive) && !isCloudInit(drive);
  }

  /// The volume of a drive, if it has one.
  static Optional<VolumeId> volume(PropertyString drive) {
    return VolumeId.parse(file(drive));
  }

  /// All drives of a configuration, unused ones not counted.
  static NavigableMap<String, PropertyString> of(World world, Map<String, String> config) {
    NavigableMap<String, PropertyString> drives = new TreeMap<>();
    config.forEach((key, value) -> {
      if (isDrive(key)) {
        drives.put(key, read(world, key, value));
      }
    });
    return drives;
  }

  /// The volumes of a machine itself: its disks and cloud-init drive, no media.
  static Map<String, VolumeId> owned(World world, Map<String, String> config) {
    Map<String, VolumeId> owned = new LinkedHashMap<>();
    of(world, config)
        .forEach((key, drive) -> {
          if (!isMedium(drive)) {
            volume(drive).ifPresent(v -> owned.put(key, v));
          }
        });
    config.forEach((key, value) -> {
      if (isUnused(key)) {
        VolumeId.parse(value).ifPresent(v -> owned.put(key, v));
      }
    });
    return owned;
  }

  /// The boot order that a machine gets by itself: first disk, first CD-ROM, first card.
  static String defaultBoot(World world, Map<String, String> config) {
    NavigableMap<String, PropertyString> drives = of(world, config);
    List<String> slots =
        BUSES.stream()
            .flatMap(bus ->
                drives.keySet().stream()
                    .filter(k -> k.startsWith(bus))
                    .sorted((a, b) -> Integer.compare(Slots.number(a), Slots.number(b))))
            .toList();
    Optional<String> disk = first(slots, drives, drive -> !isCdrom(drive));
    Optional<String> cdrom = first(slots, drives, Drives::isMedium);
    Optional<String> card =
        config.keySet().stream()
            .filter(Slots::isNet)
            .min((a, b) -> Integer.compare(Slots.number(a), Slots.number(b)));
    List<String> order = Stream.of(disk, cdrom, card).flatMap(Optional::stream).toList();
    return order.isEmpty() ? " " : "order=" + String.join(";", order);
  }

  private static Optional<String> first(
      List<String> slots, Map<String, PropertyString> drives, Predicate<PropertyString> condition) {
    return slots.stream()
        .filter(slot -> Optional.ofNullable(drives.get(slot)).filter(condition).isPresent())
        .findFirst();
  }
}
