package dev.holdfast.resources.pve;

import static dev.holdfast.framework.schema.Attribute.managed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.resources.pve.PveBinding.key;
import static dev.holdfast.resources.pve.PveBinding.part;
import static dev.holdfast.resources.pve.PveBinding.readPart;
import static dev.holdfast.resources.pve.PveBinding.slotPart;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.pve.PveBinding.Family;
import dev.holdfast.resources.pve.PveBinding.Slots;
import java.util.List;
import java.util.Optional;

/// A small table with one attribute of every kind of binding.
final class Sample {

  private Sample() {}

  static final Slots NETS = new Slots(List.of(Family.of("net", 31, PropertyKey.NET)));
  static final Slots DISKS =
      new Slots(
          List.of(Family.of("scsi", 30, PropertyKey.DISK), Family.of("ide", 3, PropertyKey.DISK)));
  static final Slots ADDRESSES =
      new Slots(List.of(new Family("ipconfig", "net", 31, PropertyKey.IPCONFIG)));

  static final PveTable TABLE =
      new PveTable(
          new Body(
              List.of(
                  managed("name", Type.STRING, "Name.").bound(key("name", Codecs.TEXT)),
                  managed("tags", Type.setOf(Type.STRING), "Tags.")
                      .bound(key("tags", Codecs.set(";", "[;, ]+"))),
                  optional("policy", Type.STRING, "Not carried."),
                  managed("affinity", Type.STRING, "For root.")
                      .bound(PveBinding.rootKey("affinity", Codecs.TEXT)),
                  managed("news", Type.STRING, "For new servers.")
                      .bound(
                          new PveBinding.Key(
                              "news", Codecs.TEXT, new PveBinding.Gate(Optional.of("9.1"), false))),
                  group(
                      "cpu",
                      managed("cores", Type.NUMBER, "Cores.").bound(key("cores", Codecs.NUMBER)),
                      managed("limit", Type.NUMBER, "Limit.")
                          .bound(key("cpulimit", Codecs.NUMBER))),
                  group(
                      "agent",
                      managed("enabled", Type.BOOL, "Enabled.")
                          .bound(part(PropertyKey.AGENT, "enabled", Codecs.FLAG)),
                      managed("type", Type.STRING, "Type.")
                          .bound(part(PropertyKey.AGENT, "type", Codecs.TEXT))),
                  map(
                      "disks",
                      DISKS,
                      optional("storage", Type.STRING, "Storage.")
                          .bound(readPart("file", Codecs.STORAGE_OF_VOLUME)),
                      optional("format", Type.STRING, "Not carried."),
                      managed("ssd", Type.BOOL, "Ssd.").bound(slotPart("ssd", Codecs.FLAG))),
                  map(
                      "network",
                      NETS,
                      managed("bridge", Type.STRING, "Bridge.")
                          .bound(slotPart("bridge", Codecs.TEXT)),
                      managed("mac", Type.STRING, "MAC.")
                          .equality(Equalities.MAC_ADDRESS)
                          .bound(slotPart("macaddr", Codecs.TEXT)),
                      managed("vlan", Type.NUMBER, "Tag.").bound(slotPart("tag", Codecs.NUMBER))),
                  group(
                      "guest",
                      map(
                          "addresses",
                          ADDRESSES,
                          managed("ipv4", Type.STRING, "Address.")
                              .bound(slotPart("ip", Codecs.TEXT)))))));

  private static Attribute group(String name, Attribute... attributes) {
    return Attribute.nested(name, Nesting.SINGLE, Presence.MANAGED, "Group.", List.of(attributes));
  }

  private static Attribute map(String name, Slots slots, Attribute... attributes) {
    return Attribute.nested(name, Nesting.MAP, Presence.OPTIONAL, "Slots.", List.of(attributes))
        .bound(slots);
  }
}
