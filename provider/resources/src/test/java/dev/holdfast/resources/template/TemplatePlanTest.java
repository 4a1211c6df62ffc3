package dev.holdfast.resources.template;

import static dev.holdfast.resources.template.Templates.PVE1;
import static dev.holdfast.resources.template.Templates.PVE2;
import static dev.holdfast.resources.template.Templates.customize;
import static dev.holdfast.resources.template.Templates.image;
import static dev.holdfast.resources.template.Templates.live;
import static dev.holdfast.resources.template.Templates.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.TestValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplatePlanTest {

  private static final TemplateSpec PLAIN = TemplateSpec.of(planned());
  private static final TemplateSpec CUSTOM =
      TemplateSpec.of(
          planned(
              "customize", customize("script", "#!/bin/sh\n"),
              "cloud_init", TestValues.object(),
              "disk", TestValues.object("storage", "local-lvm", "size", "8G")));

  private static List<String> kinds(List<TemplateStep> steps) {
    return steps.stream().map(step -> step.getClass().getSimpleName()).toList();
  }

  @Test
  void withoutCustomisationNothingIsStarted() {
    assertThat(kinds(TemplatePlan.steps(PLAIN, PVE1, true)))
        .containsExactly("Download", "Create", "Remove", "Convert", "Finish");
  }

  @Test
  void aCustomisedGuestRunsOnceWithASeedThatGoes() {
    List<TemplateStep> steps = TemplatePlan.steps(CUSTOM, PVE1, true);
    assertThat(kinds(steps))
        .containsExactly(
            "Download",
            "SendSeed",
            "Create",
            "Remove",
            "Remove",
            "Resize",
            "Start",
            "AwaitPowerOff",
            "Detach",
            "Convert",
            "Finish");
    assertThat(steps)
        .contains(new TemplateStep.Detach(Map.of("ide2", "local-lvm:cloudinit"), List.of("scsi1")));
    assertThat(steps).isSortedAccordingTo((a, b) -> a.phase().compareTo(b.phase()));
  }

  @Test
  void aNodeThatSeesAnothersImageDoesNotFetchIt() {
    assertThat(kinds(TemplatePlan.steps(PLAIN, PVE2, false)))
        .containsExactly("Create", "Convert", "Finish");
  }

  @Test
  void aFileWithANameOfItsOwnStays() {
    TemplateSpec named =
        TemplateSpec.of(
            planned(
                "image",
                image("file", "/tmp/x.raw", "checksum", "none", "file_name", "shared.raw")));
    assertThat(TemplatePlan.steps(named, PVE1, true).getFirst())
        .isEqualTo(new TemplateStep.Send("local", "shared.raw"));
    assertThat(kinds(TemplatePlan.steps(named, PVE1, true)))
        .containsExactly("Send", "Create", "Convert", "Finish");
  }

  @Test
  void theCreateCallCarriesEverything() {
    TemplateSpec spec =
        TemplateSpec.of(
            planned(
                "memory", TestValues.object("size", 2048),
                "bios", "ovmf",
                "efi_disk", TestValues.object("pre_enrolled_keys", true),
                "serial", true,
                "agent", TestValues.object("enabled", true),
                "cloud_init", TestValues.object("slot", "ide0", "upgrade", false),
                "disk",
                    TestValues.object(
                        "storage", "fast", "slot", "virtio0", "size", "9G", "discard", true)));
    assertThat(TemplatePlan.parameters(spec, PVE1))
        .containsOnly(
            Map.entry("name", "debian"),
            Map.entry("memory", "2048"),
            Map.entry("bios", "ovmf"),
            Map.entry("efidisk0", "fast:1,efitype=4m,pre-enrolled-keys=1"),
            Map.entry("serial0", "socket"),
            Map.entry("agent", "1"),
            Map.entry("ciupgrade", "0"),
            Map.entry("ide0", "fast:cloudinit"),
            Map.entry("boot", "order=virtio0"),
            Map.entry(
                "virtio0",
                "fast:0,import-from=" + spec.importVolume(spec.imageFile()) + ",discard=on"));
  }

  @Test
  void theSeedSitsBesideTheDisk() {
    assertThat(CUSTOM.seedSlot()).isEqualTo("scsi1");
    assertThat(
            TemplateSpec.of(planned("disk", TestValues.object("storage", "s", "slot", "virtio15")))
                .seedSlot())
        .isEqualTo("virtio14");
    assertThat(TemplatePlan.parameters(CUSTOM, PVE1).get("scsi1"))
        .isEqualTo("local-lvm:0,import-from=local:import/" + CUSTOM.seedFile(PVE1));
  }

  @Test
  void anInterruptedRunGoesOnOnlyWhereTheMachineTellsHowFarItCame() {
    assertThat(TemplatePlan.rest(CUSTOM, live("template", "1", "scsi0", "x")).map(List::size))
        .contains(1);
    assertThat(TemplatePlan.rest(CUSTOM, live("scsi0", "x")).map(List::size)).contains(2);
    assertThat(TemplatePlan.rest(CUSTOM, live("scsi0", "x", "scsi1", "y"))).isEmpty();
    assertThat(TemplatePlan.rest(PLAIN, live("scsi0", "x"))).isEmpty();
  }

  @Test
  void onlyNodesWithoutThisContentAreMissing() {
    Made mine = new Made(new VmId(100), PVE1, Optional.of(PLAIN.hash()));
    Made old = new Made(new VmId(101), PVE2, Optional.of("0".repeat(64)));
    Made foreign = new Made(new VmId(102), PVE2, Optional.empty());
    assertThat(TemplatePlan.missing(PLAIN, Map.of())).containsExactly(PVE1, PVE2);
    assertThat(TemplatePlan.missing(PLAIN, Map.of("pve1", mine, "pve2", old)))
        .containsExactly(PVE2);
    assertThat(TemplatePlan.missing(PLAIN, Map.of("pve1", mine, "pve2", foreign))).isEmpty();
  }

  @Test
  void aPlanKnowsWhatStaysAndNotWhatComes() {
    Made mine = new Made(new VmId(100), PVE1, Optional.of(PLAIN.hash()));
    Made old = new Made(new VmId(101), PVE2, Optional.of("0".repeat(64)));
    Value.Obj prior = TemplateState.with(planned(), Map.of("pve1", mine, "pve2", old), List.of());
    Value.Obj expected = Expectation.of(prior, planned(), Optional.of(PLAIN.hash()), false);
    assertThat(expected.get("vmid")).isEqualTo(Value.of(100));
    assertThat(expected.get("id")).isEqualTo(Values.UNKNOWN);
    assertThat(expected.get("superseded")).isEqualTo(Values.UNKNOWN);
    assertThat(Values.attribute(Values.element(expected.get("templates"), "pve2"), "vmid"))
        .isEqualTo(Values.UNKNOWN);
    Value.Obj same =
        TemplateState.with(
            planned("content_hash", PLAIN.hash()), Map.of("pve1", mine, "pve2", mine), List.of());
    assertThat(Expectation.of(same, same, Optional.of(PLAIN.hash()), false)).isEqualTo(same);
  }
}
