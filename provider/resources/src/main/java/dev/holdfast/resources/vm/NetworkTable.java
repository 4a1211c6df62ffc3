package dev.holdfast.resources.vm;

import static dev.holdfast.framework.schema.Attribute.managed;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.resources.pve.PveBinding.slotPart;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.pve.Codecs;
import dev.holdfast.resources.pve.PropertyKey;
import dev.holdfast.resources.pve.PveBinding.Family;
import dev.holdfast.resources.pve.PveBinding.Slots;
import java.util.List;

/// Network devices, by slot.
final class NetworkTable {

  private NetworkTable() {}

  static final Slots SLOTS = new Slots(List.of(Family.of("net", 31, PropertyKey.NET)));

  static final Attribute NETWORK =
      Attribute.nested(
              "network",
              Nesting.MAP,
              Presence.OPTIONAL,
              "Network devices by slot, `net0` to `net31`. Devices in other slots are left alone and listed in "
                  + "`unmanaged_devices`.",
              List.of(
                  managed("bridge", Type.STRING, "Bridge or VNet to attach to, such as `vmbr0`.")
                      .validated(VmValues.PART)
                      .bound(slotPart("bridge", Codecs.TEXT)),
                  optionalComputed("model", Type.STRING, "Kind of card that the guest sees.")
                      .defaultsTo(Value.of("virtio"))
                      .validated(VmValues.PART)
                      .bound(slotPart("model", Codecs.TEXT)),
                  optionalComputed(
                          "mac", Type.STRING, "MAC address; assigned by the server when left out.")
                      .unset(Inheritance.NEW_SLOT)
                      .equality(Equalities.MAC_ADDRESS)
                      .validated(
                          Validators.matches(
                              "[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}",
                              "six pairs of hexadecimal digits separated by colons"))
                      .bound(slotPart("macaddr", Codecs.TEXT)),
                  managed("vlan", Type.NUMBER, "VLAN tag.")
                      .validated(Validators.between(1, 4094))
                      .bound(slotPart("tag", Codecs.NUMBER)),
                  managed("firewall", Type.BOOL, "Whether the PVE firewall filters this device.")
                      .bound(slotPart("firewall", Codecs.FLAG)),
                  managed("mtu", Type.NUMBER, "MTU in bytes; 1 takes over the bridge's.")
                      .validated(Validators.between(1, 65520))
                      .bound(slotPart("mtu", Codecs.NUMBER)),
                  managed("rate", Type.NUMBER, "Greatest rate in MB/s.")
                      .validated(Validators.atLeast(0))
                      .bound(slotPart("rate", Codecs.NUMBER)),
                  managed("queues", Type.NUMBER, "Packet queues of a virtio card.")
                      .validated(Validators.between(0, 64))
                      .bound(slotPart("queues", Codecs.NUMBER)),
                  managed("link_down", Type.BOOL, "Whether the cable is unplugged.")
                      .bound(slotPart("link_down", Codecs.FLAG)),
                  managed(
                          "trunks",
                          Type.setOf(Type.STRING),
                          "VLAN tags let through, such as `10` or `20-30`.")
                      .validated(VmValues.EACH_PART)
                      .bound(slotPart("trunks", Codecs.set(";", ";")))))
          .validated(SlotNames.of(SLOTS))
          .bound(SLOTS);
}
