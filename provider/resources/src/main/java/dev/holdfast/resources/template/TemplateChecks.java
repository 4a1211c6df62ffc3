package dev.holdfast.resources.template;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.vm.VmValues;
import java.util.Optional;

/// What a plan of templates must not say, decided from the configuration alone.
final class TemplateChecks {

  private static final Path IMAGE = Path.of("image");

  private final Value.Obj planned;
  private final Diagnostics diagnostics;

  private TemplateChecks(Value.Obj planned, Diagnostics diagnostics) {
    this.planned = planned;
    this.diagnostics = diagnostics;
  }

  static void run(Value.Obj planned, Diagnostics diagnostics) {
    var checks = new TemplateChecks(planned, diagnostics);
    Values.object(planned.get("image"))
        .filter(Value.Obj::isWhollyKnown)
        .ifPresent(image -> checks.image(Image.of(image)));
    checks.slots();
  }

  private void image(Image image) {
    if (image.download() && image.file().isPresent()) {
      error(
          IMAGE.attribute("delivery"),
          "A file of this machine cannot be downloaded by a node. Leave delivery out.");
    }
    if (image.download() && image.decompress().isPresent()) {
      error(
          IMAGE.attribute("delivery"),
          "Proxmox VE unpacks no image that it downloads. Leave delivery out: the image is then read and unpacked "
              + "here.");
    }
    Optional<String> packing = ImageFormat.packing(image.source());
    if (packing.isPresent() && image.decompress().isEmpty()) {
      error(IMAGE.attribute("decompress"), packed(image, packing.get()));
    } else if (image.format().isEmpty()) {
      error(
          IMAGE.attribute("format"),
          "The name "
              + image.source()
              + " does not tell the format of the image. Set format: \"qcow2\" for the .img files of Ubuntu.");
    }
  }

  private static String packed(Image image, String packing) {
    return switch (packing) {
      case "gz", "xz" ->
          image.source() + " is packed. Set decompress = \"" + packing + "\" to unpack it here.";
      case "ova" ->
          "Archives (OVA) are not read by this version. Unpack it with tar and name its disk in image.file.";
      default ->
          image.source()
              + " is packed with "
              + packing
              + ", which is not read by this version. Unpack it and name the result in image.file.";
    };
  }

  private void slots() {
    Optional<Value.Obj> group = Values.object(planned.get("cloud_init"));
    Optional<Value.Obj> disk = Values.object(planned.get("disk"));
    if (group.isPresent()
        && disk.isPresent()
        && TemplatePlan.cloudInitSlot(group.get())
            .equals(VmValues.text(disk.get(), "slot").orElse("scsi0"))) {
      error(Path.of("cloud_init", "slot"), "The disk is in this slot already. Choose another one.");
    }
  }

  private void error(Path path, String detail) {
    diagnostics.error(path, "Invalid template", detail);
  }
}
