package dev.holdfast.resources.vm;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.managed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.pve.PveBinding.key;
import static dev.holdfast.resources.pve.PveBinding.part;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.pve.Codecs;
import dev.holdfast.resources.pve.PropertyKey;
import dev.holdfast.resources.pve.PveTable;
import dev.holdfast.resources.tree.Trees;
import java.util.ArrayList;
import java.util.List;

/// Every attribute of `proxmox_vm`, each declared once.
final class VmTable {

  private VmTable() {}

  /// The pending list can change when a running machine is changed, and a list that is not empty
  /// with any change: that may bring a restart.
  private static final Unset WHEN_RUNNING =
      (context, _) ->
          context.prior().isNull()
              || !Trees.at(context.prior(), Path.of("pending_changes")).parts().isEmpty()
              || (Trees.at(context.prior(), Path.of("status")).equals(Value.of("running"))
                  && Pendings.expected(context));

  private static final Unset WHEN_POWER_CHANGES =
      (context, _) -> {
        Value wanted = Trees.at(context.config(), Path.of("power_state"));
        return context.prior().isNull()
            || (!wanted.isNull()
                && !wanted.equals(Trees.at(context.prior(), Path.of("power_state"))));
      };

  private static final Unset WHEN_SLOTS_CHANGE =
      (context, _) ->
          context.prior().isNull()
              || Inheritance.slotsChange(context.prior(), context.config(), "disks")
              || Inheritance.slotsChange(context.prior(), context.config(), "network");

  private static final List<Attribute> IDENTITY =
      List.of(
          computed("id", Type.STRING, "The VM id as text.").unset(Unset.ON_CREATE),
          optionalComputed(
                  "vmid",
                  Type.NUMBER,
                  "VM id, unique in the cluster; the lowest free one is taken when left out. A change replaces the "
                      + "machine.")
              .unset(Unset.ON_CREATE)
              .validated(Validators.between(100, 999_999_999))
              .planned(PlanModifier.requiresReplaceIfConfigured()),
          optionalComputed(
                  "node",
                  Type.STRING,
                  "Node to create the machine on. Left out: the source's node for a clone, else the online node with "
                      + "the fewest machines; afterwards the node that the machine is on.")
              .unset(Unset.ON_CREATE),
          managed("name", Type.STRING, "Name of the machine, a DNS name.")
              .validated(VmValues.DNS_NAME)
              .bound(key("name", Codecs.TEXT)),
          managed("description", Type.STRING, "Notes, shown as Markdown.")
              .equality((one, other) -> VmMark.sameText(one, other))
              .bound(key("description", Codecs.TEXT)),
          managed("tags", Type.setOf(Type.STRING), "Tags; PVE stores them in lower case.")
              .equality(VmValues.SAME_TAGS)
              .validated(VmValues.TAGS)
              .bound(key("tags", Codecs.set(";", "[;, ]+"))));

  private static final Attribute POOL =
      managed("pool", Type.STRING, "Resource pool that the machine belongs to.");

  private static final Attribute CLONE =
      Attribute.nested(
          "clone",
          Nesting.SINGLE,
          Presence.OPTIONAL,
          "Makes the machine from another machine or template. A fact of creation: a later change rebuilds nothing.",
          List.of(
              required("vmid", Type.NUMBER, "VM id of the source.")
                  .validated(Validators.between(100, 999_999_999)),
              optional(
                  "full",
                  Type.BOOL,
                  "Whether to copy the disks. Left out: linked for a template, full for a machine."),
              optional("storage", Type.STRING, "Storage for the copied disks of a full clone."),
              optional("format", Type.STRING, "Format of the copied disks of a full clone.")
                  .validated(Validators.oneOf("raw", "qcow2", "vmdk")),
              optional("snapshot", Type.STRING, "Snapshot of the source to start from."),
              optional("bandwidth_limit", Type.NUMBER, "Greatest copy rate in KiB/s.")
                  .validated(Validators.atLeast(0))));

  static final Attribute AGENT =
      Attribute.nested(
          "agent",
          Nesting.SINGLE,
          Presence.MANAGED,
          "QEMU guest agent.",
          List.of(
              managed("enabled", Type.BOOL, "Whether the machine has an agent device.")
                  .bound(part(PropertyKey.AGENT, "enabled", Codecs.FLAG)),
              managed("type", Type.STRING, "Device that the agent listens on.")
                  .validated(Validators.oneOf("virtio", "isa"))
                  .bound(part(PropertyKey.AGENT, "type", Codecs.TEXT)),
              managed(
                      "trim_cloned_disks",
                      Type.BOOL,
                      "Whether the guest trims its disks after a clone or a move.")
                  .bound(part(PropertyKey.AGENT, "fstrim_cloned_disks", Codecs.FLAG))));

  private static final List<Attribute> OPTIONS =
      List.of(
          managed("on_boot", Type.BOOL, "Whether the machine starts with its node.")
              .bound(key("onboot", Codecs.FLAG)),
          managed(
                  "protection",
                  Type.BOOL,
                  "Whether PVE refuses to remove the machine and its disks.")
              .bound(key("protection", Codecs.FLAG)),
          managed("os_type", Type.STRING, "Guest system, such as `l26` for Linux.")
              .bound(key("ostype", Codecs.TEXT)),
          managed("machine", Type.STRING, "Machine type, such as `q35`.")
              .bound(key("machine", Codecs.TEXT)),
          managed("scsi_hardware", Type.STRING, "SCSI controller, such as `virtio-scsi-single`.")
              .bound(key("scsihw", Codecs.TEXT)),
          optionalComputed(
                  "boot_order",
                  Type.listOf(Type.STRING),
                  "Slots to boot from, in order; the server chooses when left out.")
              .unset(WHEN_SLOTS_CHANGE)
              .validated(VmValues.EACH_PART)
              .bound(part(PropertyKey.BOOT, "order", Codecs.list(";", ";"))));

  private static final List<Attribute> LIFE_CYCLE =
      List.of(
          optionalComputed(
                  "power_state",
                  Type.STRING,
                  "`running` or `stopped`. Left out: a new machine stays stopped and the state is left alone.")
              .unset(Unset.ON_CREATE)
              .validated(Validators.oneOf("running", "stopped")),
          optional(
                  "reboot_policy",
                  Type.STRING,
                  "What to do when a change takes effect only after a restart: `never` (a warning lists what is "
                      + "pending; this is what happens when left out), `if_needed` or `always`.")
              .validated(Validators.oneOf("never", "if_needed", "always")),
          optional(
                  "shutdown_timeout",
                  Type.NUMBER,
                  "Seconds that the guest has to shut down, 60 when left out; then it is stopped.")
              .validated(Validators.between(1, 7200)),
          optional(
              "allow_replace",
              Type.BOOL,
              "Whether a machine that has disks may be replaced because an attribute changed."),
          optional(
              "keep_on_failure",
              Type.BOOL,
              "Whether a machine whose creation failed is kept for inspection instead of removed."),
          computed("status", Type.STRING, "What the machine does now, such as `running`.")
              .unset(WHEN_POWER_CHANGES),
          computed(
                  "pending_changes",
                  Type.setOf(Type.STRING),
                  "Configuration keys whose new value takes effect after a restart.")
              .unset(WHEN_RUNNING),
          computed(
                  "unmanaged_devices",
                  Type.setOf(Type.STRING),
                  "Slots of disks and network devices that this resource does not manage.")
              .unset(WHEN_SLOTS_CHANGE),
          VmTimeouts.TIMEOUTS.attribute());

  static final Schema SCHEMA =
      Schema.of(
          "A virtual machine of a Proxmox VE cluster: made empty or as a clone, changed in place, and never replaced "
              + "or stripped of a disk unless asked.",
          join());

  static final PveTable TABLE = new PveTable(SCHEMA.body());

  private static List<Attribute> join() {
    List<Attribute> all = new ArrayList<>(IDENTITY);
    all.add(CLONE);
    all.add(CpuTable.CPU);
    all.add(CpuTable.MEMORY);
    all.add(DiskTable.DISKS);
    all.add(NetworkTable.NETWORK);
    all.add(CloudInitTable.CLOUD_INIT);
    all.add(AGENT);
    all.addAll(OPTIONS);
    all.addAll(LIFE_CYCLE);
    List<Attribute> joined = new ArrayList<>(Inheritance.inheritable(all));
    joined.add(POOL);
    return joined;
  }
}
