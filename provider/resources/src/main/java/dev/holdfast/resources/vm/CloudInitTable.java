package dev.holdfast.resources.vm;

import static dev.holdfast.framework.schema.Attribute.managed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.resources.pve.PveBinding.key;
import static dev.holdfast.resources.pve.PveBinding.slotPart;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.pve.Codecs;
import dev.holdfast.resources.pve.PropertyKey;
import dev.holdfast.resources.pve.PveBinding.Family;
import dev.holdfast.resources.pve.PveBinding.Slots;
import java.util.List;

/// What the server's own cloud-init drive tells the guest.
final class CloudInitTable {

  private CloudInitTable() {}

  static final Slots ADDRESSES =
      new Slots(List.of(new Family("ipconfig", "net", 31, PropertyKey.IPCONFIG)));

  private static final Attribute ADDRESS_MAP =
      Attribute.nested(
              "addresses",
              Nesting.MAP,
              Presence.OPTIONAL,
              "Addresses by network slot, `net0` to `net31`.",
              new Body(
                      List.of(
                          managed(
                                  "ipv4",
                                  Type.STRING,
                                  "`dhcp`, or an address with its prefix length, such as `10.0.0.5/24`.")
                              .validated(VmValues.IPV4)
                              .bound(slotPart("ip", Codecs.TEXT)),
                          managed("gateway4", Type.STRING, "IPv4 gateway.")
                              .validated(VmValues.PART)
                              .bound(slotPart("gw", Codecs.TEXT)),
                          managed(
                                  "ipv6",
                                  Type.STRING,
                                  "`auto`, `dhcp`, or an address with its prefix length.")
                              .validated(VmValues.PART)
                              .bound(slotPart("ip6", Codecs.TEXT)),
                          managed("gateway6", Type.STRING, "IPv6 gateway.")
                              .validated(VmValues.PART)
                              .bound(slotPart("gw6", Codecs.TEXT))))
                  .ruled(
                      Rules.atLeastOneOf("ipv4", "ipv6"),
                      Rules.requires("gateway4", "ipv4"),
                      Rules.requires("gateway6", "ipv6")))
          .validated(SlotNames.of(ADDRESSES))
          .bound(ADDRESSES);

  static final Attribute CLOUD_INIT =
      Attribute.nested(
          "cloud_init",
          Nesting.SINGLE,
          Presence.MANAGED,
          "Cloud-init by the server's own drive: users, keys, addresses.",
          new Body(
                  List.of(
                      managed(
                              "storage",
                              Type.STRING,
                              "Storage for the cloud-init drive; no drive is made without it.")
                          .validated(VmValues.PART),
                      optional(
                              "slot",
                              Type.STRING,
                              "Slot of the drive. Left out: where it is, `ide2` for a new one.")
                          .validated(SlotNames.one(DiskTable.SLOTS)),
                      managed("user", Type.STRING, "User to set up instead of the image's own.")
                          .validated(VmValues.PLAIN_LINE)
                          .bound(key("ciuser", Codecs.TEXT)),
                      optional(
                              "password",
                              Type.STRING,
                              "Password of that user; stored in the state. Prefer `password_wo`.")
                          .sensitive()
                          .validated(VmValues.PLAIN_LINE),
                      optional(
                              "password_wo",
                              Type.STRING,
                              "Password of that user, never stored (Terraform 1.11 and newer). It is set when "
                                  + "`password_wo_version` changes.")
                          .sensitive()
                          .writeOnly()
                          .validated(VmValues.PLAIN_LINE),
                      optional(
                          "password_wo_version",
                          Type.NUMBER,
                          "Raise it to have `password_wo` set again."),
                      managed("ssh_keys", Type.listOf(Type.STRING), "Public SSH keys of that user.")
                          .validated(VmValues.EACH_PLAIN_LINE)
                          .bound(key("sshkeys", Codecs.LINES)),
                      managed("dns_servers", Type.listOf(Type.STRING), "Addresses of name servers.")
                          .bound(key("nameserver", Codecs.list(" ", "[ ,;]+"))),
                      managed("search_domain", Type.STRING, "DNS search domain.")
                          .bound(key("searchdomain", Codecs.TEXT)),
                      managed(
                              "upgrade",
                              Type.BOOL,
                              "Whether packages are upgraded at the first boot.")
                          .bound(key("ciupgrade", Codecs.FLAG)),
                      managed("type", Type.STRING, "Format of the drive.")
                          .validated(Validators.oneOf("configdrive2", "nocloud", "opennebula"))
                          .bound(key("citype", Codecs.TEXT)),
                      ADDRESS_MAP))
              .ruled(
                  Rules.conflicting("password", "password_wo"),
                  Rules.requiredTogether("password_wo", "password_wo_version")));
}
