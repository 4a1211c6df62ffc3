package dev.holdfast.resources.vm;

import static dev.holdfast.resources.pve.TestValues.object;
import static dev.holdfast.resources.pve.TestValues.slots;
import static dev.holdfast.resources.vm.Machines.BLANK;
import static dev.holdfast.resources.vm.Machines.group;
import static dev.holdfast.resources.vm.Machines.live;
import static dev.holdfast.resources.vm.Machines.machine;
import static dev.holdfast.resources.vm.Machines.running;
import static dev.holdfast.resources.vm.Machines.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.ConfigChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VmPlanTest {

  /// A situation and the steps out of it.
  record Case(String name, VmPlan.Situation situation, List<String> steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(
      String name, Value.Obj prior, Value.Obj planned, VmLive live, String... steps) {
    return new Case(
        name,
        new VmPlan.Situation(prior, planned, live, Optional.empty(), ManagedPaths.NONE),
        List.of(steps));
  }

  private static Case removal(
      String name, Value.Obj prior, Value.Obj planned, VmLive live, String... steps) {
    return new Case(
        name,
        new VmPlan.Situation(
            prior,
            planned,
            live,
            Optional.empty(),
            new ManagedPaths(
                Set.of("disks[\"scsi0\"]", "network[\"net0\"]", "cloud_init.addresses[\"net0\"]"))),
        List.of(steps));
  }

  private static Value.Obj cores(int cores, Object... more) {
    List<Object> parts = new ArrayList<>(List.of("cpu", group("cpu", "cores", cores)));
    parts.addAll(List.of(more));
    return machine(parts.toArray());
  }

  private static Value.Obj disk(Object... parts) {
    List<Object> all =
        new ArrayList<>(List.of("volume", "local:vm-101-disk-0", "storage", "local", "size", "8G"));
    all.addAll(List.of(parts));
    return machine("disks", slots("scsi0", object(all.toArray())));
  }

  private static final VmLive DISK = stopped("scsi0", "local:vm-101-disk-0,size=8G");

  static List<Case> general() {
    return List.of(
        of("as planned", cores(2), cores(2), stopped("cores", "2")),
        of("a key", cores(2), cores(4), stopped("cores", "2"), "set [cores], delete []"),
        of("a key given up", cores(2), BLANK, stopped("cores", "2"), "set [], delete [cores]"),
        of("done already", cores(2), cores(4), stopped("cores", "4")),
        of(
            "another spelling of tags",
            BLANK,
            machine("tags", new Value.SetOf(List.of(Value.of("Blue")))),
            stopped("tags", "blue")),
        of(
            "a description that ends with a line end",
            BLANK,
            machine("description", "text\n"),
            stopped("description", "text")),
        of(
            "into a pool",
            BLANK,
            machine("pool", "test"),
            stopped(),
            "move from pool (none) to test"),
        of(
            "out of a pool",
            machine("pool", "test"),
            BLANK,
            live(false, Optional.of("test"), Set.of()),
            "move from pool test to (none)"),
        of(
            "a pool that somebody else chose",
            BLANK,
            BLANK,
            live(false, Optional.of("test"), Set.of())),
        of(
            "in the pool",
            BLANK,
            machine("pool", "test"),
            live(false, Optional.of("test"), Set.of())),
        of(
            "a pool to be known later",
            BLANK,
            machine("pool", Values.UNKNOWN),
            live(false, Optional.of("test"), Set.of())));
  }

  static List<Case> disks() {
    return List.of(
        of("grow", disk(), disk("size", "16G"), DISK, "grow scsi0 to 16G"),
        of("the same size in another unit", disk(), disk("size", "8192M"), DISK),
        of("grown already", disk(), disk("size", "4G"), DISK),
        of("move", disk(), disk("storage", "fast"), DISK, "move scsi0 to fast"),
        of(
            "move and grow",
            disk(),
            disk("storage", "fast", "size", "16G"),
            DISK,
            "move scsi0 to fast",
            "grow scsi0 to 16G"),
        of("a name that begins alike", disk(), disk("storage", "loc"), DISK, "move scsi0 to loc"),
        of(
            "an option beside growth",
            disk(),
            disk("ssd", true, "size", "16G"),
            DISK,
            "set [scsi0], delete []",
            "grow scsi0 to 16G"),
        of("a new disk", BLANK, disk(), stopped("cores", "1"), "set [scsi0], delete []"),
        of("a new disk that a lost answer made", BLANK, disk(), DISK),
        removal("detached", disk(), BLANK, DISK, "set [], delete [scsi0]"),
        removal(
            "asked to stay", disk("on_remove", "detach"), BLANK, DISK, "set [], delete [scsi0]"),
        removal(
            "asked to go",
            disk("on_remove", "delete"),
            BLANK,
            DISK,
            "set [], delete [scsi0]",
            "destroy volume local:vm-101-disk-0"),
        removal(
            "detached by an earlier attempt",
            disk("on_remove", "delete"),
            BLANK,
            stopped("unused0", "local:vm-101-disk-0"),
            "destroy volume local:vm-101-disk-0"),
        of("released after an import", disk("on_remove", "delete"), BLANK, DISK),
        of(
            "a network device released after an import",
            machine("network", slots("net0", object("bridge", "vmbr0"))),
            BLANK,
            stopped("net0", "virtio,bridge=vmbr0")),
        removal(
            "a network device removed",
            machine("network", slots("net0", object("bridge", "vmbr0"))),
            BLANK,
            stopped("net0", "virtio,bridge=vmbr0"),
            "set [], delete [net0]"),
        removal(
            "an address removed",
            machine(
                "cloud_init",
                group("cloud_init", "addresses", slots("net0", object("ipv4", "dhcp")))),
            machine("cloud_init", group("cloud_init")),
            stopped("ipconfig0", "ip=dhcp"),
            "set [], delete [ipconfig0]"));
  }

  private static Value.Obj policy(String policy, Object... more) {
    return cores(4, append(more, "reboot_policy", policy));
  }

  private static Object[] append(Object[] parts, Object... more) {
    List<Object> all = new ArrayList<>(List.of(parts));
    all.addAll(List.of(more));
    return all.toArray();
  }

  static List<Case> power() {
    VmLive on = running("cores", "4");
    VmLive off = stopped("cores", "4");
    VmLive before = running("cores", "2");
    VmLive waiting = live(true, Optional.empty(), Set.of("cores"), "cores", "4");
    String write = "set [cores], delete []";
    return List.of(
        of("running and meant to", cores(4), cores(4, "power_state", "running"), on),
        of("to be started", cores(4), cores(4, "power_state", "running"), off, "start"),
        of(
            "to be stopped",
            cores(4),
            cores(4, "power_state", "stopped"),
            on,
            "shut down within 60 s"),
        of(
            "to be stopped with patience",
            cores(4),
            cores(4, "power_state", "stopped", "shutdown_timeout", 300),
            on,
            "shut down within 300 s"),
        of("stopped and meant to", cores(4), cores(4, "power_state", "stopped"), off),
        of("left alone", cores(4), cores(4), on),
        of("to be known later", cores(4), cores(4, "power_state", Values.UNKNOWN), off),
        of(
            "change, then start",
            cores(2),
            cores(4, "power_state", "running"),
            stopped("cores", "2"),
            write,
            "start"),
        of("change without a policy", cores(2), cores(4), before, write),
        of("never", cores(2), policy("never"), before, write),
        of(
            "if needed",
            cores(2),
            policy("if_needed"),
            before,
            write,
            "reboot if changes are pending"),
        of(
            "if needed, from earlier",
            cores(4),
            policy("if_needed"),
            waiting,
            "reboot if changes are pending"),
        of("if needed, but not", cores(4), policy("if_needed"), on),
        of("always", cores(2), policy("always"), before, write, "reboot"),
        of("always, without a change", cores(4), policy("always"), waiting),
        of(
            "a stopped machine is not rebooted",
            cores(2),
            policy("always"),
            stopped("cores", "2"),
            write),
        of(
            "stopping makes a reboot needless",
            cores(2),
            policy("always", "power_state", "stopped"),
            before,
            write,
            "shut down within 60 s"));
  }

  private static Value.Obj drive(Object... parts) {
    return machine("cloud_init", group("cloud_init", parts));
  }

  static List<Case> cloudInit() {
    VmLive at2 = stopped("ide2", "local:vm-101-cloudinit,media=cdrom");
    VmLive at0 = stopped("scsi0", "local:vm-101-cloudinit,media=cdrom,size=4M");
    return List.of(
        of(
            "added",
            BLANK,
            drive("storage", "local"),
            stopped("cores", "1"),
            "set [ide2], delete []"),
        of(
            "added where said",
            BLANK,
            drive("storage", "local", "slot", "scsi1"),
            stopped(),
            "set [scsi1], delete []"),
        of("there", drive("storage", "local"), drive("storage", "local"), at2),
        of("there, elsewhere", drive("storage", "local"), drive("storage", "local"), at0),
        of(
            "slot no longer said",
            drive("storage", "local", "slot", "scsi0"),
            drive("storage", "local"),
            at0),
        of(
            "moved to another slot",
            drive("storage", "local"),
            drive("storage", "local", "slot", "ide0"),
            at2,
            "set [ide0], delete [ide2]"),
        of(
            "moved to another storage",
            drive("storage", "local"),
            drive("storage", "fast"),
            at2,
            "set [ide2], delete []"),
        of("removed", drive("storage", "local"), drive(), at2, "set [], delete [ide2]"),
        of(
            "removed with the group",
            drive("storage", "local"),
            BLANK,
            at2,
            "set [], delete [ide2]"),
        of("removed already", drive("storage", "local"), drive(), stopped("cores", "1")),
        of("nobody asked for one", drive(), drive(), at2),
        of("to be known later", drive("storage", "local"), drive("storage", Values.UNKNOWN), at2));
  }

  @ParameterizedTest
  @MethodSource({"general", "disks", "power", "cloudInit"})
  void aSituationLeadsToItsSteps(Case each) {
    List<VmStep> steps = VmPlan.steps(each.situation);

    assertThat(steps).extracting(VmStep::describe).containsExactlyElementsOf(each.steps);
    assertThat(steps)
        .filteredOn(VmStep.Configure.class::isInstance)
        .allSatisfy(step -> assertThat(((VmStep.Configure) step).change().conflicts()).isEmpty());
  }

  private static ConfigChange change(VmPlan.Situation situation) {
    return VmPlan.steps(situation).stream()
        .filter(VmStep.Configure.class::isInstance)
        .map(step -> ((VmStep.Configure) step).change())
        .findFirst()
        .orElseThrow();
  }

  private static VmPlan.Situation situation(Value.Obj prior, Value.Obj planned, VmLive live) {
    return new VmPlan.Situation(prior, planned, live, Optional.empty(), ManagedPaths.NONE);
  }

  @Test
  void aPasswordIsWrittenAsItsHash() {
    var situation =
        new VmPlan.Situation(
            BLANK, BLANK, stopped(), Optional.of("$6$salt$hash"), ManagedPaths.NONE);

    assertThat(change(situation).set()).containsEntry("cipassword", "$6$salt$hash");
    assertThat(VmPlan.createParameters(BLANK, Optional.of("$6$salt$hash")))
        .containsEntry("cipassword", "$6$salt$hash");
  }

  @Test
  void theMarkSurvivesAChangeOfTheDescription() {
    VmMark mark = VmMark.of("me", "facts");
    VmLive live = stopped("description", mark.on("old"));

    ConfigChange changed =
        change(situation(machine("description", "old"), machine("description", "new"), live));
    ConfigChange emptied = change(situation(machine("description", "old"), BLANK, live));

    assertThat(changed.set()).containsEntry("description", mark.on("new"));
    assertThat(changed.conflicts()).isEmpty();
    assertThat(emptied.set()).containsEntry("description", mark.on(""));
    assertThat(emptied.delete()).isEmpty();
    assertThat(VmPlan.steps(situation(BLANK, machine("description", "old"), live))).isEmpty();
  }

  @Test
  void aDiskThatSomebodyElseMadeMeanwhileIsAConflict() {
    Path slot = Path.of("disks").key("scsi0");
    for (Value.Obj planned : List.of(disk("storage", "fast"), disk("size", "16G"))) {
      assertThat(change(situation(BLANK, planned, DISK)).conflicts())
          .extracting(ConfigChange.Conflict::path)
          .containsExactly(slot);
    }
  }

  @Test
  void aNewDiskIsWrittenWithPlaceSizeAndSource() {
    Value disks =
        slots(
            "scsi0", object("storage", "local-lvm", "size", "32G", "ssd", true),
            "scsi1", object("storage", "local", "size", "512M", "format", "qcow2"),
            "virtio0",
                object("storage", "local", "size", "20G", "import_from", "local:import/d.qcow2"));

    assertThat(VmPlan.createParameters(machine("disks", disks), Optional.empty()))
        .containsEntry("scsi0", "local-lvm:32,ssd=1")
        .containsEntry("scsi1", "local:0.5,format=qcow2")
        .containsEntry("virtio0", "local:0,import-from=local:import/d.qcow2")
        .hasSize(3);
  }

  @Test
  void aCreateMakesTheCloudInitDriveToo() {
    assertThat(VmPlan.createParameters(drive("storage", "local", "user", "joe"), Optional.empty()))
        .containsEntry("ide2", "local:cloudinit")
        .containsEntry("ciuser", "joe")
        .hasSize(2);
  }
}
