package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.format.Size;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.ConfigChange.Conflict;
import dev.holdfast.resources.pve.PropertyKey;
import dev.holdfast.resources.tree.Trees;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is done to disks outside of configuration writes.
final class VmDisks {

  private static final Path DISKS = Path.of("disks");

  private VmDisks() {}

  /// Whether a disk text is the generated cloud-init drive.
  static boolean isCloudInit(String text) {
    String file = PropertyKey.DISK.parse(text).getOrDefault("file", "");
    return file.endsWith(":cloudinit") || file.contains("-cloudinit");
  }

  /// Whether a disk text is a CD or DVD drive, the cloud-init drive included.
  static boolean isOptical(String text) {
    return PropertyKey.DISK.parse(text).getOrDefault("media", "").equals("cdrom");
  }

  /// The property string of a disk that is to be made: where, how big, from what.
  static Map<String, String> newDisk(String slot, Value.Obj disk, Map<String, String> written) {
    if (DiskTable.SLOTS.family(slot).isEmpty()) {
      return written;
    }
    Map<String, String> parts = new LinkedHashMap<>();
    String storage = VmValues.text(disk, "storage").orElseThrow();
    Optional<String> source = VmValues.text(disk, "import_from");
    parts.put("file", storage + ":" + (source.isPresent() ? "0" : gibibytes(disk)));
    source.ifPresent(volume -> parts.put("import-from", volume));
    VmValues.text(disk, "format").ifPresent(format -> parts.put("format", format));
    parts.putAll(written);
    return parts;
  }

  /// Moves, growth and removals that lead from the live disks to the planned ones.
  static List<VmStep> steps(Value.Obj prior, Value.Obj planned, VmLive live) {
    List<VmStep> steps = new ArrayList<>();
    Map<String, Value> before = Trees.elements(Trees.at(prior, DISKS));
    Map<String, Value> after = Trees.elements(Trees.at(planned, DISKS));
    after.forEach((slot, disk) ->
        live.config()
            .value(slot)
            .ifPresent(text -> steps.addAll(changes(slot, (Value.Obj) disk, text))));
    before.forEach((slot, disk) -> {
      if (!after.containsKey(slot)) {
        removal((Value.Obj) disk).ifPresent(steps::add);
      }
    });
    return steps;
  }

  /// Disks that the plan is to make although their slots hold others by now.
  ///
  /// One that is just as planned is what an earlier attempt made whose answer was lost.
  static List<Conflict> taken(Value.Obj prior, Value.Obj planned, VmLive live) {
    Map<String, Value> before = Trees.elements(Trees.at(prior, DISKS));
    List<Conflict> taken = new ArrayList<>();
    Trees.elements(Trees.at(planned, DISKS))
        .forEach((slot, disk) -> {
          Optional<String> text = live.config().value(slot);
          if (!before.containsKey(slot)
              && text.isPresent()
              && !made((Value.Obj) disk, text.get())) {
            taken.add(new Conflict(DISKS.key(slot), Values.NULL, Value.of(text.get())));
          }
        });
    return taken;
  }

  private static boolean made(Value.Obj disk, String text) {
    Map<String, String> parts = PropertyKey.DISK.parse(text);
    boolean here =
        VmValues.text(disk, "storage")
            .filter(storage -> parts.getOrDefault("file", "").startsWith(storage + ":"))
            .isPresent();
    return here
        && (!disk.get("import_from").isNull()
            || bytes(VmValues.text(disk, "size").orElse("0"))
                == bytes(parts.getOrDefault("size", "0")));
  }

  private static List<VmStep> changes(String slot, Value.Obj disk, String text) {
    List<VmStep> steps = new ArrayList<>();
    Map<String, String> parts = PropertyKey.DISK.parse(text);
    String file = parts.getOrDefault("file", "");
    VmValues.text(disk, "storage")
        .filter(storage -> !file.startsWith(storage + ":"))
        .ifPresent(storage ->
            steps.add(new VmStep.MoveDisk(slot, storage, VmValues.text(disk, "format"))));
    VmValues.text(disk, "size")
        .filter(size -> parts.containsKey("size"))
        .filter(size -> bytes(size) > bytes(parts.getOrDefault("size", "0")))
        .ifPresent(size -> steps.add(new VmStep.ResizeDisk(slot, size)));
    return steps;
  }

  private static Optional<VmStep> removal(Value.Obj disk) {
    return VmValues.text(disk, "on_remove").filter("delete"::equals).isPresent()
        ? VmValues.text(disk, "volume").map(VmStep.DestroyVolume::new)
        : Optional.empty();
  }

  private static long bytes(String text) {
    return Size.parse(text).map(Size::bytes).orElse(0L);
  }

  private static String gibibytes(Value.Obj disk) {
    long size = bytes(Values.string(disk.get("size")).orElseThrow());
    return BigDecimal.valueOf(size)
        .divide(BigDecimal.valueOf(1L << 30), 9, RoundingMode.CEILING)
        .stripTrailingZeros()
        .toPlainString();
  }
}
