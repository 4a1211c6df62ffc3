package dev.holdfast.resources.template;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.nested;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.pve.PveBinding.key;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.pve.Codecs;
import dev.holdfast.resources.pve.PveTable;
import dev.holdfast.resources.vm.Hardware;
import dev.holdfast.resources.vm.VmValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Every attribute of `proxmox_template`, each declared once.
final class TemplateTable {

  private TemplateTable() {}

  static final Timeouts TIMEOUTS =
      Timeouts.NONE
          .with(Timeouts.Call.CREATE, Duration.ofMinutes(60))
          .with(Timeouts.Call.UPDATE, Duration.ofMinutes(60))
          .with(Timeouts.Call.DELETE, Duration.ofMinutes(20));

  /// What is changed in place.
  private static final List<Attribute> METADATA =
      List.of(
          required("name", Type.STRING, "Name of the templates, a DNS name.")
              .validated(VmValues.DNS_NAME)
              .bound(key("name", Codecs.TEXT)),
          Hardware.attribute("description"),
          Hardware.attribute("tags"));

  static final PveTable METADATA_TABLE = new PveTable(new Body(METADATA));

  private static final Attribute IMAGE =
      nested(
          "image",
          Nesting.SINGLE,
          Presence.REQUIRED,
          "The disk image to start from, such as a distribution's cloud image.",
          new Body(
                  List.of(
                      optional("url", Type.STRING, "Where the image is, `https://…`.")
                          .validated(ImageFormat.URL),
                      optional("file", Type.STRING, "Path of the image on this machine.")
                          .validated(Validators.notBlank()),
                      required(
                              "checksum",
                              Type.STRING,
                              "Checksum of the image as it is published, such as `sha256:…`, `sha512:…` or `md5:…`; "
                                  + "`none` to go without.")
                          .validated(ImageFormat.CHECKSUM)
                          .equality(Equalities.IGNORING_CASE),
                      optional(
                              "delivery",
                              Type.STRING,
                              "`download`: each node fetches the URL itself; `upload`: the image is read here and "
                                  + "sent to each node. Left out: `download` for a URL without `decompress`, else "
                                  + "`upload`.")
                          .validated(Validators.oneOf("download", "upload")),
                      optional(
                              "decompress",
                              Type.STRING,
                              "`gz` or `xz`: the image is unpacked here while it is uploaded. Proxmox VE itself "
                                  + "unpacks no images.")
                          .validated(ImageFormat.COMPRESSION),
                      optional(
                              "format",
                              Type.STRING,
                              "Format of the unpacked image, where its name does not end with it: `qcow2` (which "
                                  + "Ubuntu's `.img` files are), `raw` or `vmdk`.")
                          .validated(Validators.oneOf("qcow2", "raw", "vmdk")),
                      optional(
                              "file_name",
                              Type.STRING,
                              "Name under which the image stays on the import storage for other templates. Left out: "
                                  + "the file is removed when the templates are made.")
                          .validated(ImageFormat.FILE_NAME)))
              .ruled(Rules.exactlyOneOf("url", "file")));

  private static final Attribute DISK =
      nested(
          "disk", Nesting.SINGLE, Presence.REQUIRED, "The disk made from the image.", diskParts());

  private static List<Attribute> diskParts() {
    List<Attribute> parts = new ArrayList<>();
    parts.add(
        required("storage", Type.STRING, "Storage for the disk, such as `local-lvm`.")
            .validated(VmValues.PART));
    parts.add(
        optional("slot", Type.STRING, "Slot of the disk, `scsi0` when left out.")
            .validated(Hardware.DISK_SLOT));
    parts.addAll(Hardware.diskParts());
    return parts;
  }

  private static final List<Attribute> CONSOLE =
      List.of(
          optional("bios", Type.STRING, "Firmware: `seabios` or `ovmf` (UEFI).")
              .validated(Validators.oneOf("seabios", "ovmf"))
              .bound(key("bios", Codecs.TEXT)),
          nested(
              "efi_disk",
              Nesting.SINGLE,
              Presence.OPTIONAL,
              "Disk for the variables of the UEFI, on the storage of the disk.",
              List.of(
                  optional("type", Type.STRING, "Size of the variables, `4m` when left out.")
                      .validated(Validators.oneOf("2m", "4m")),
                  optional(
                      "pre_enrolled_keys",
                      Type.BOOL,
                      "Whether the keys for Secure Boot are enrolled."))),
          optional(
              "serial",
              Type.BOOL,
              "Whether there is a serial port, which many cloud images write to."),
          optional("vga", Type.STRING, "Display, such as `std` or `serial0`.")
              .validated(VmValues.PART)
              .bound(key("vga", Codecs.TEXT)));

  private static final Attribute CLOUD_INIT =
      nested(
          "cloud_init",
          Nesting.SINGLE,
          Presence.OPTIONAL,
          "Cloud-init drive that the templates have, and with them their clones.",
          cloudInitParts());

  private static List<Attribute> cloudInitParts() {
    List<Attribute> parts = new ArrayList<>();
    parts.add(
        optional("storage", Type.STRING, "Storage for the drive; that of the disk when left out.")
            .validated(VmValues.PART));
    parts.addAll(Hardware.cloudInitParts("slot", "type", "upgrade"));
    return parts;
  }

  /// A playbook over SSH will be one more attribute here and one more step before the guest is
  /// sealed.
  private static final Attribute CUSTOMIZE =
      nested(
          "customize",
          Nesting.SINGLE,
          Presence.OPTIONAL,
          "What is done in the guest before it becomes a template. It is started once with a seed disk for "
              + "cloud-init, and powers itself off when all has succeeded. Left out: the guest is never started.",
          List.of(
              optional(
                      "user_data",
                      Type.STRING,
                      "User data for cloud-init, such as a `#cloud-config`.")
                  .validated(Customization.USER_DATA),
              optional("packages", Type.listOf(Type.STRING), "Packages to install.")
                  .validated(Validators.each(Customization.PACKAGE)),
              optional("upgrade", Type.BOOL, "Whether installed packages are upgraded."),
              optional(
                      "script",
                      Type.STRING,
                      "Script that runs as root when the packages are there; it starts with `#!`. Where it fails, "
                          + "no template is made.")
                  .validated(Customization.SCRIPT),
              optional(
                      "network_config",
                      Type.STRING,
                      "Network configuration for this one boot, version 1 or 2 of cloud-init; DHCP when left out.")
                  .validated(Validators.notBlank()),
              optional(
                  "seal",
                  Type.BOOL,
                  "Whether what must differ between clones is removed at the end: machine id, SSH host keys, "
                      + "Netmaker's identity, the state of cloud-init, logs and DHCP leases. Done unless `false`."),
              optional(
                      "timeout",
                      Type.STRING,
                      "How long the guest may take until it powers off, `20m` when left out. With an agent "
                          + "(`agent.enabled`) in the guest a failure is seen at once, else only when this time is "
                          + "over.")
                  .validated(Validators.duration())
                  .equality(Equalities.DURATION)));

  private static final List<Attribute> RESULT =
      List.of(
          computed("id", Type.STRING, "The templates as `node/vmid`, joined by commas.")
              .unset(Unset.NEVER),
          computed(
                  "vmid",
                  Type.NUMBER,
                  "VM id of the template on the first node in the order of their names.")
              .unset(Unset.NEVER),
          nested(
                  "templates",
                  Nesting.MAP,
                  Presence.COMPUTED,
                  "The template for each node.",
                  List.of(
                      computed("vmid", Type.NUMBER, "VM id of the template."),
                      computed(
                          "host",
                          Type.STRING,
                          "Node that has it: another one where the disk's storage is shared, so that one template "
                              + "serves all."),
                      computed("content_hash", Type.STRING, "What the template was made from.")))
              .unset(Unset.NEVER),
          computed(
                  "content_hash",
                  Type.STRING,
                  "Hash of all that makes the content; another one makes new templates.")
              .unset(Unset.NEVER),
          computed(
                  "superseded",
                  Type.setOf(Type.STRING),
                  "Older templates as `node/vmid` that linked clones still use. They are removed when they are "
                      + "free.")
              .unset(Unset.NEVER));

  static final Schema SCHEMA =
      Schema.of(
          "Templates made from a cloud image, on one node or on several: customised and sealed if asked, rebuilt "
              + "only when what they are made from changes, and never taken from under their linked clones.",
          join());

  static final PveTable TABLE = new PveTable(SCHEMA.body());

  private static List<Attribute> join() {
    List<Attribute> all = new ArrayList<>(METADATA);
    all.add(
        required("nodes", Type.setOf(Type.STRING), "Nodes that clones are to be made on.")
            .validated(Validators.sizeBetween(1, 64)));
    all.add(
        optional(
                "vmid_start",
                Type.NUMBER,
                "Lowest VM id to take for a template; the provider's `vmid_start` when left out.")
            .validated(Validators.between(100, 999_999_999)));
    all.add(IMAGE);
    all.add(
        optional(
                "import_storage",
                Type.STRING,
                "Storage that takes the image and the seed for a while, with `import` among its contents; `local` "
                    + "when left out.")
            .validated(VmValues.PART));
    all.add(DISK);
    all.addAll(Hardware.attributes());
    all.addAll(CONSOLE);
    all.add(CLOUD_INIT);
    all.add(CUSTOMIZE);
    all.add(
        optional(
            "keep_on_failure",
            Type.BOOL,
            "Whether a machine that did not become a template is kept for inspection instead of removed."));
    all.addAll(RESULT);
    all.add(TIMEOUTS.attribute());
    return all;
  }
}
