package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.vm.VmValues;
import java.util.List;
import java.util.Optional;

/// A planned template, read from its object.
///
/// @param object the plan itself
/// @param hash of the content
record TemplateSpec(
    Value.Obj object,
    String name,
    List<NodeName> nodes,
    Image image,
    String importStorage,
    Value.Obj disk,
    Optional<Customization> customization,
    String hash) {

  private static final int SHORT = 10;

  TemplateSpec {
    nodes = List.copyOf(nodes);
  }

  /// Reads a plan that is wholly known but for what the server assigns.
  static TemplateSpec of(Value.Obj planned) {
    return new TemplateSpec(
        planned,
        VmValues.text(planned, "name").orElseThrow(),
        nodes(planned),
        Image.of(Values.object(planned.get("image")).orElseThrow()),
        importStorage(planned),
        Values.object(planned.get("disk")).orElseThrow(),
        Customization.of(planned),
        ContentHash.of(planned).orElseThrow());
  }

  /// The nodes of an object, in the order of their names.
  static List<NodeName> nodes(Value.Obj object) {
    return object.get("nodes").parts().stream()
        .flatMap(node -> Values.string(node).stream())
        .sorted()
        .map(NodeName::new)
        .toList();
  }

  static String importStorage(Value.Obj object) {
    return VmValues.text(object, "import_storage").orElse("local");
  }

  String diskStorage() {
    return VmValues.text(disk, "storage").orElseThrow();
  }

  String slot() {
    return VmValues.text(disk, "slot").orElse("scsi0");
  }

  /// A slot beside the disk's, on the same bus: what the image can boot from it can read there.
  String seedSlot() {
    String slot = slot();
    String bus = slot.replaceAll("\\d", "");
    int number = Integer.parseInt(slot.substring(bus.length()));
    return bus + (number == 0 ? 1 : number - 1);
  }

  /// Whether the image's file on the storage is only ours, and goes when the templates are made.
  boolean imageIsOurs() {
    return image.fileName().isEmpty();
  }

  String imageFile() {
    return image.fileName().orElseGet(() -> own() + "." + image.format().orElseThrow());
  }

  /// Two nodes may see the same import storage, so each has a name of its own.
  String seedFile(NodeName node) {
    return own() + "-" + node + "-seed.raw";
  }

  private String own() {
    return "holdfast-" + name + "-" + hash.substring(0, SHORT);
  }

  /// The volume id of a file on the import storage.
  String importVolume(String file) {
    return importStorage + ":import/" + file;
  }
}
