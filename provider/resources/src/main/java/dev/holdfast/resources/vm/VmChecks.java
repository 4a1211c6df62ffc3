package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.format.Size;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.PveBinding.Slots;
import dev.holdfast.resources.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a plan of a machine must not do, decided from state and configuration alone.
final class VmChecks {

  private static final Path DISKS = Path.of("disks");
  private static final Path NETWORK = Path.of("network");

  private final PlanContext context;
  private final Diagnostics diagnostics;

  private VmChecks(PlanContext context, Diagnostics diagnostics) {
    this.context = context;
    this.diagnostics = diagnostics;
  }

  /// Adds an error for everything that would fail later or destroy what the user did not ask for,
  /// and a warning for what will not have the effect that it seems to have.
  static void run(PlanContext context, Diagnostics diagnostics) {
    var checks = new VmChecks(context, diagnostics);
    switch (context.operation()) {
      case CREATE -> checks.newDisks(Map.of());
      case UPDATE -> checks.update();
      case DELETE -> checks.delete();
    }
  }

  private void delete() {
    if (prior("protection").equals(Value.of(true))) {
      diagnostics.error(
          Path.of("protection"),
          "Unable to destroy a protected machine",
          "Machine "
              + name()
              + " has protection = true. Apply protection = false first if it is really to be destroyed.");
    }
  }

  private void update() {
    node();
    replacement();
    factsOfCreation();
    takenSlots(DISKS, DiskTable.SLOTS);
    takenSlots(NETWORK, NetworkTable.SLOTS);
    Map<String, Value> before = Trees.elements(Trees.at(context.prior(), DISKS));
    newDisks(before);
    before.forEach(this::shrink);
  }

  private void node() {
    Value wanted = config("node");
    if (wanted instanceof Value.Str && !wanted.equals(prior("node"))) {
      diagnostics.error(
          Path.of("node"),
          "Unable to move the machine to another node",
          "Machine "
              + name()
              + " is on node "
              + text(prior("node"))
              + ", the configuration says "
              + text(wanted)
              + ". This version does not migrate machines: migrate it in Proxmox VE, or set node to where it is, or "
              + "leave node out to follow the machine.");
    }
  }

  private void replacement() {
    Value wanted = config("vmid");
    boolean changes = wanted instanceof Value.Num && !wanted.equals(prior("vmid"));
    boolean allowed = config("allow_replace").equals(Value.of(true));
    boolean hasDisks = !Trees.elements(Trees.at(context.prior(), DISKS)).isEmpty();
    if (changes && hasDisks && !allowed) {
      diagnostics.error(
          Path.of("vmid"),
          "Unable to replace a machine that has disks",
          "A new vmid means a new machine, and the disks of machine "
              + name()
              + " would be lost. Set allow_replace = true if that is what you want.");
    }
  }

  private void factsOfCreation() {
    warnChanged(Path.of("clone"));
    Trees.elements(Trees.at(context.config(), DISKS)).keySet().stream()
        .map(DISKS::key)
        .filter(slot -> !Trees.at(context.prior(), slot).isNull())
        .flatMap(slot -> List.of(slot.attribute("import_from"), slot.attribute("format")).stream())
        .forEach(this::warnChanged);
  }

  private void warnChanged(Path path) {
    Value before = Trees.at(context.prior(), path);
    Value wanted = Trees.at(context.config(), path);
    if (!before.isNull() && !wanted.equals(before)) {
      diagnostics.warning(
          path,
          "Machine is not rebuilt",
          path
              + " says how machine "
              + name()
              + " was made. The change is recorded, the machine stays as it is. To make it anew, use "
              + "terraform apply -replace.");
    }
  }

  private void takenSlots(Path map, Slots slots) {
    Map<String, Value> before = Trees.elements(Trees.at(context.prior(), map));
    List<Value> unmanaged = prior("unmanaged_devices").parts();
    Trees.elements(Trees.at(context.config(), map)).keySet().stream()
        .filter(slot -> slots.family(slot).isPresent() && !before.containsKey(slot))
        .filter(slot -> unmanaged.contains(Value.of(slot)))
        .forEach(slot ->
            diagnostics.error(
                map.key(slot),
                "Slot is taken",
                slot
                    + " of machine "
                    + name()
                    + " holds a device that this resource does not manage. Use another slot, or import the "
                    + "machine to take the device over."));
  }

  private void newDisks(Map<String, Value> before) {
    boolean clone = !config("clone").isNull();
    Trees.elements(Trees.at(context.config(), DISKS))
        .forEach((slot, value) -> {
          boolean inherited = clone && context.operation() == Operation.CREATE;
          if (!before.containsKey(slot) && !inherited && value instanceof Value.Obj disk) {
            complete(slot, disk);
          }
        });
  }

  private void complete(String slot, Value.Obj disk) {
    if (disk.get("storage").isNull()) {
      missing(slot, "storage", "the storage for the new volume, such as \"local-lvm\"");
    }
    if (disk.get("size").isNull() && disk.get("import_from").isNull()) {
      missing(slot, "size", "its size, such as \"32G\"");
    }
  }

  private void missing(String slot, String attribute, String what) {
    diagnostics.error(
        DISKS.key(slot).attribute(attribute),
        "Incomplete disk",
        "The new disk " + slot + " needs " + attribute + ": " + what + ".");
  }

  private void shrink(String slot, Value old) {
    Path path = DISKS.key(slot).attribute("size");
    Optional<Size> before = size(((Value.Obj) old).get("size"));
    Optional<Size> wanted = size(Trees.at(context.config(), path));
    if (before.isPresent() && wanted.isPresent() && wanted.get().compareTo(before.get()) < 0) {
      diagnostics.error(
          path,
          "Unable to shrink a disk",
          slot
              + " has "
              + before.get()
              + ", the configuration says "
              + wanted.get()
              + ". Proxmox VE can only grow disks: set at least "
              + before.get()
              + ", or add a smaller disk in another slot and copy the data.");
    }
  }

  private static Optional<Size> size(Value value) {
    return Values.string(value).flatMap(Size::parse);
  }

  private Value prior(String name) {
    return Trees.at(context.prior(), Path.of(name));
  }

  private Value config(String name) {
    return Trees.at(context.config(), Path.of(name));
  }

  private String name() {
    String id = text(prior("id"));
    return Values.string(prior("name")).map(name -> name + " (" + id + ")").orElse(id);
  }

  private static String text(Value value) {
    return Values.string(value).orElse("(none)");
  }
}
