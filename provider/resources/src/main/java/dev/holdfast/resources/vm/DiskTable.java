package dev.holdfast.resources.vm;

import static dev.holdfast.framework.schema.Attribute.managed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.resources.pve.PveBinding.readPart;
import static dev.holdfast.resources.pve.PveBinding.slotPart;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.pve.Codecs;
import dev.holdfast.resources.pve.PropertyKey;
import dev.holdfast.resources.pve.PveBinding.Family;
import dev.holdfast.resources.pve.PveBinding.Slots;
import dev.holdfast.resources.tree.Trees;
import java.util.List;

/// Disks, by slot. Size and place are changed by steps of their own; the rest by configuration
/// writes.
final class DiskTable {

  private DiskTable() {}

  static final Slots SLOTS =
      new Slots(
          List.of(
              Family.of("scsi", 30, PropertyKey.DISK),
              Family.of("virtio", 15, PropertyKey.DISK),
              Family.of("sata", 5, PropertyKey.DISK),
              Family.of("ide", 3, PropertyKey.DISK)));

  /// A volume gets a new id when its disk is made or moved to another storage.
  private static final Unset NEW_VOLUME =
      (context, path) -> {
        Path slot = new Path(path.steps().subList(0, path.steps().size() - 1));
        var before = Trees.at(context.prior(), slot.attribute("storage"));
        var wanted = Trees.at(context.config(), slot.attribute("storage"));
        return before.isNull() || !(wanted.isNull() || wanted.equals(before));
      };

  static final Attribute DISKS =
      Attribute.nested(
              "disks",
              Nesting.MAP,
              Presence.OPTIONAL,
              "Disks by slot: `scsi0` to `scsi30`, `virtio0` to `virtio15`, `sata0` to `sata5`, `ide0` to `ide3`. "
                  + "Disks in other slots are left alone and listed in `unmanaged_devices`.",
              List.of(
                  optionalComputed("storage", Type.STRING, "Storage that holds the volume.")
                      .unset(Inheritance.NEW_SLOT)
                      .validated(VmValues.PART)
                      .bound(readPart("file", Codecs.STORAGE_OF_VOLUME)),
                  optionalComputed(
                          "size",
                          Type.STRING,
                          "Size with a unit, such as `32G` or `512M`. A disk can grow, never shrink.")
                      .unset(Inheritance.NEW_SLOT)
                      .equality(VmValues.SAME_SIZE)
                      .validated(VmValues.SIZE)
                      .bound(readPart("size", Codecs.TEXT)),
                  Attribute.computed(
                          "volume", Type.STRING, "Volume id, such as `local-lvm:vm-100-disk-0`.")
                      .unset(NEW_VOLUME)
                      .bound(readPart("file", Codecs.TEXT)),
                  optional(
                          "format",
                          Type.STRING,
                          "Format of a new volume; the storage decides when left out.")
                      .validated(Validators.oneOf("raw", "qcow2", "vmdk")),
                  optional(
                          "import_from",
                          Type.STRING,
                          "Volume whose content a new disk gets, such as `local:import/debian.qcow2`.")
                      .validated(VmValues.PART),
                  optional(
                          "on_remove",
                          Type.STRING,
                          "What happens to the volume when the slot leaves the configuration: `detach` (it stays "
                              + "with the machine as unused; this is what happens when left out) or `delete`.")
                      .validated(Validators.oneOf("detach", "delete")),
                  managed("cache", Type.STRING, "Cache mode.")
                      .validated(
                          Validators.oneOf(
                              "none", "writethrough", "writeback", "unsafe", "directsync"))
                      .bound(slotPart("cache", Codecs.TEXT)),
                  managed("aio", Type.STRING, "How the host does asynchronous I/O.")
                      .validated(Validators.oneOf("native", "threads", "io_uring"))
                      .bound(slotPart("aio", Codecs.TEXT)),
                  managed("discard", Type.BOOL, "Whether trim requests of the guest free space.")
                      .bound(slotPart("discard", VmValues.ON_OR_IGNORE)),
                  managed("iothread", Type.BOOL, "Whether the disk has an I/O thread of its own.")
                      .bound(slotPart("iothread", Codecs.FLAG)),
                  managed("ssd", Type.BOOL, "Whether the guest sees a solid state disk.")
                      .bound(slotPart("ssd", Codecs.FLAG)),
                  managed("backup", Type.BOOL, "Whether backups include the disk.")
                      .bound(slotPart("backup", Codecs.FLAG)),
                  managed("replicate", Type.BOOL, "Whether replication jobs include the disk.")
                      .bound(slotPart("replicate", Codecs.FLAG)),
                  managed("read_only", Type.BOOL, "Whether the guest may only read.")
                      .bound(slotPart("ro", Codecs.FLAG)),
                  managed("serial", Type.STRING, "Serial number that the guest sees.")
                      .validated(Validators.lengthBetween(1, 60))
                      .validated(VmValues.PART)
                      .bound(slotPart("serial", Codecs.TEXT))))
          .validated(SlotNames.of(SLOTS))
          .bound(SLOTS);
}
