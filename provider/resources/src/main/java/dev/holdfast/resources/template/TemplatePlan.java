package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.WireWriter;
import dev.holdfast.resources.vm.Hardware;
import dev.holdfast.resources.vm.VmLive;
import dev.holdfast.resources.vm.VmValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what has to be done to get templates; does nothing itself.
final class TemplatePlan {

  private TemplatePlan() {}

  /// The wanted nodes that have no template with this content. One without a hash was made by
  /// somebody else and imported: its content is taken as it is.
  static List<NodeName> missing(TemplateSpec spec, Map<String, Made> there) {
    return spec.nodes().stream()
        .filter(node ->
            Optional.ofNullable(there.get(node.text()))
                .filter(made -> made.hash().map(spec.hash()::equals).orElse(true))
                .isEmpty())
        .toList();
  }

  /// The steps from nothing to a template.
  ///
  /// @param fetch whether this node brings the image onto the import storage
  static List<TemplateStep> steps(TemplateSpec spec, NodeName node, boolean fetch) {
    List<TemplateStep> steps = new ArrayList<>();
    String storage = spec.importStorage();
    if (fetch) {
      steps.add(image(spec));
    }
    if (spec.customization().isPresent()) {
      steps.add(new TemplateStep.SendSeed(storage, spec.seedFile(node)));
    }
    steps.add(new TemplateStep.Create(parameters(spec, node)));
    if (fetch && spec.imageIsOurs()) {
      steps.add(new TemplateStep.Remove(storage, spec.importVolume(spec.imageFile())));
    }
    if (spec.customization().isPresent()) {
      steps.add(new TemplateStep.Remove(storage, spec.importVolume(spec.seedFile(node))));
    }
    VmValues.text(spec.disk(), "size")
        .ifPresent(size -> steps.add(new TemplateStep.Resize(spec.slot(), size)));
    spec.customization()
        .ifPresent(customization -> {
          steps.add(new TemplateStep.Start());
          steps.add(new TemplateStep.AwaitPowerOff(customization.timeout(), hasAgent(spec)));
          steps.add(new TemplateStep.Detach(cloudInitDrive(spec), List.of(spec.seedSlot())));
        });
    steps.addAll(last(spec));
    return steps;
  }

  /// The steps that an interrupted run has left to do on its machine; empty where the machine
  /// cannot tell how far the guest came, so that it has to be made anew.
  static Optional<List<TemplateStep>> rest(TemplateSpec spec, VmLive live) {
    if (live.config().template()) {
      return Optional.of(List.of(finish(spec)));
    }
    boolean sealed =
        spec.customization().isPresent()
            && !live.config().has(spec.seedSlot())
            && live.config().has(spec.slot());
    return sealed ? Optional.of(last(spec)) : Optional.empty();
  }

  private static List<TemplateStep> last(TemplateSpec spec) {
    return List.of(new TemplateStep.Convert(), finish(spec));
  }

  private static TemplateStep finish(TemplateSpec spec) {
    return new TemplateStep.Finish(
        TemplateMark.on(VmValues.text(spec.object(), "description").orElse(""), spec.hash()));
  }

  private static TemplateStep image(TemplateSpec spec) {
    Image image = spec.image();
    return image.download()
        ? new TemplateStep.Download(
            spec.importStorage(),
            spec.imageFile(),
            image.url().orElseThrow(),
            image.checksum(),
            spec.imageIsOurs())
        : new TemplateStep.Send(spec.importStorage(), spec.imageFile());
  }

  private static boolean hasAgent(TemplateSpec spec) {
    return Values.object(spec.object().get("agent"))
        .filter(agent -> VmValues.flag(agent, "enabled"))
        .isPresent();
  }

  /// All parameters of the one call that makes the machine, but for description and mark.
  static Map<String, String> parameters(TemplateSpec spec, NodeName node) {
    Value.Obj object = spec.object();
    Map<String, String> parameters =
        new LinkedHashMap<>(
            WireWriter.create(TemplateTable.TABLE, object, WireWriter.NewSlot.PLAIN));
    parameters.remove("description");
    parameters.putAll(
        Hardware.importedDisk(spec.slot(), spec.disk(), spec.importVolume(spec.imageFile())));
    parameters.put("boot", "order=" + spec.slot());
    if (VmValues.flag(object, "serial")) {
      parameters.put("serial0", "socket");
    }
    Values.object(object.get("efi_disk"))
        .ifPresent(efi -> parameters.put("efidisk0", efiDisk(spec, efi)));
    if (spec.customization().isPresent()) {
      parameters.put(
          spec.seedSlot(),
          spec.diskStorage() + ":0,import-from=" + spec.importVolume(spec.seedFile(node)));
    } else {
      parameters.putAll(cloudInitDrive(spec));
    }
    return parameters;
  }

  private static String efiDisk(TemplateSpec spec, Value.Obj efi) {
    String keys =
        Values.bool(efi.get("pre_enrolled_keys"))
            .map(enrolled -> ",pre-enrolled-keys=" + (enrolled ? 1 : 0))
            .orElse("");
    return spec.diskStorage() + ":1,efitype=" + VmValues.text(efi, "type").orElse("4m") + keys;
  }

  /// The drive that stays in the template. While the guest is customised it is not there: it
  /// carries the same label as the seed.
  private static Map<String, String> cloudInitDrive(TemplateSpec spec) {
    return Values.object(spec.object().get("cloud_init"))
        .map(group ->
            Map.of(
                cloudInitSlot(group),
                VmValues.text(group, "storage").orElseGet(spec::diskStorage) + ":cloudinit"))
        .orElse(Map.of());
  }

  static String cloudInitSlot(Value.Obj cloudInit) {
    return VmValues.text(cloudInit, "slot").orElse("ide2");
  }
}
