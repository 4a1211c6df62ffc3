package dev.holdfast.resources.vm;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.pve.PveTable;
import dev.holdfast.resources.pve.WireWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The attributes of `proxmox_vm` that another resource has, too, as facts of creation: what is
/// unset there is left to the server, and nothing of it is changed later.
public final class Hardware {

  private Hardware() {}

  /// What only a machine has, of which there is one: its address, its place on its host.
  private static final Set<String> OF_ONE_MACHINE = Set.of("mac", "affinity");

  private static final List<String> DISK =
      List.of(
          "size", "format", "cache", "aio", "discard", "iothread", "ssd", "backup", "replicate");

  private static final PveTable DISKS = new PveTable(new Body(List.of(DiskTable.DISKS)));

  /// A slot that holds a disk, such as `scsi0`.
  public static final Validator DISK_SLOT = SlotNames.one(DiskTable.SLOTS);

  /// Processors, memory, network, agent and the machine's kind.
  public static List<Attribute> attributes() {
    return List.of(
        fact(CpuTable.CPU),
        fact(CpuTable.MEMORY),
        described(fact(NetworkTable.NETWORK), "Network devices by slot, `net0` to `net31`."),
        fact(VmTable.AGENT),
        fact(attribute("os_type")),
        fact(attribute("machine")),
        fact(attribute("scsi_hardware")));
  }

  /// What a disk has beside its storage and its source.
  public static List<Attribute> diskParts() {
    Body body = ((AttributeType.Nested) DiskTable.DISKS.type()).body();
    return DISK.stream().map(name -> fact(body.attribute(name).orElseThrow())).toList();
  }

  /// These attributes of the cloud-init group.
  public static List<Attribute> cloudInitParts(String... names) {
    Body body = ((AttributeType.Nested) CloudInitTable.CLOUD_INIT.type()).body();
    return List.of(names).stream().map(name -> fact(body.attribute(name).orElseThrow())).toList();
  }

  /// An attribute of `proxmox_vm` as it is there.
  public static Attribute attribute(String name) {
    return VmTable.SCHEMA.body().attribute(name).orElseThrow();
  }

  /// The parameter of a create call that makes a disk from a volume.
  ///
  /// @param disk its storage and the parts of [#diskParts]
  public static Map<String, String> importedDisk(String slot, Value.Obj disk, String volume) {
    Value.Obj imported = disk.with("import_from", Value.of(volume)).with("size", Value.Null.NULL);
    Value.Obj disks = new Value.Obj(Map.of("disks", new Value.MapOf(Map.of(slot, imported))));
    return WireWriter.create(DISKS, disks, VmDisks::newDisk);
  }

  private static Attribute fact(Attribute attribute) {
    boolean fixed = attribute.plan().defaultValue().isPresent();
    return new Attribute(
        attribute.name(),
        attribute.type() instanceof AttributeType.Nested(var nesting, Body body)
            ? new AttributeType.Nested(nesting, facts(body))
            : attribute.type(),
        fixed ? attribute.presence() : Presence.OPTIONAL,
        attribute.doc(),
        attribute.flags(),
        attribute.plan(),
        attribute.validators(),
        attribute.binding());
  }

  private static Body facts(Body body) {
    List<Attribute> attributes =
        body.attributes().stream()
            .filter(attribute -> !OF_ONE_MACHINE.contains(attribute.name()))
            .map(Hardware::fact)
            .toList();
    return new Body(attributes, body.blocks(), body.rules());
  }

  private static Attribute described(Attribute attribute, String doc) {
    return new Attribute(
        attribute.name(),
        attribute.type(),
        attribute.presence(),
        doc,
        attribute.flags(),
        attribute.plan(),
        attribute.validators(),
        attribute.binding());
  }
}
