package dev.holdfast.resources.vm;

import static dev.holdfast.framework.diag.Diagnostic.Severity.ERROR;
import static dev.holdfast.framework.diag.Diagnostic.Severity.WARNING;
import static dev.holdfast.resources.pve.TestValues.object;
import static dev.holdfast.resources.pve.TestValues.slots;
import static dev.holdfast.resources.vm.Machines.BLANK;
import static dev.holdfast.resources.vm.Machines.group;
import static dev.holdfast.resources.vm.Machines.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostic.Severity;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VmChecksTest {

  /// What a check finds.
  record Finding(Severity severity, String path, String words) {}

  /// A plan and what is found in it.
  record Case(String name, PlanContext context, Optional<Finding> finding) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case update(
      String name,
      Value.Obj prior,
      Value.Obj config,
      Severity severity,
      String path,
      String words) {
    return new Case(
        name,
        context(Operation.UPDATE, prior, config),
        Optional.of(new Finding(severity, path, words)));
  }

  private static Case fine(String name, Value.Obj prior, Value.Obj config, String... managed) {
    return new Case(name, context(Operation.UPDATE, prior, config, managed), Optional.empty());
  }

  private static Case create(
      String name, Value.Obj config, Severity severity, String path, String words) {
    return new Case(
        name,
        context(Operation.CREATE, Values.NULL, config),
        Optional.of(new Finding(severity, path, words)));
  }

  private static PlanContext context(
      Operation operation, Value prior, Value config, String... managed) {
    return new PlanContext(operation, prior, config, new ManagedPaths(Set.of(managed)));
  }

  private static Value.Obj disks(Object... parts) {
    return machine("id", "101", "vmid", 101, "disks", slots(parts));
  }

  private static final Value.Obj COMPLETE =
      object("storage", "local", "size", "8G", "import_from", Values.NULL, "format", Values.NULL);

  static List<Case> nodeAndReplacement() {
    Value.Obj on1 = machine("id", "101", "node", "pve1");
    return List.of(
        update("another node", on1, machine("node", "pve2"), ERROR, "node", "pve2"),
        fine("the same node", on1, machine("node", "pve1")),
        fine("no node said", on1, BLANK),
        fine("a node to be known later", on1, machine("node", Values.UNKNOWN)),
        update(
            "another id with disks",
            disks("scsi0", COMPLETE),
            disks("scsi0", COMPLETE).with("vmid", Value.of(102)),
            ERROR,
            "vmid",
            "allow_replace"),
        fine(
            "another id, allowed",
            disks("scsi0", COMPLETE),
            disks("scsi0", COMPLETE)
                .with("vmid", Value.of(102))
                .with("allow_replace", Value.of(true))),
        fine("another id without disks", machine("vmid", 101), machine("vmid", 102)));
  }

  static List<Case> factsOfCreation() {
    Value.Obj from9 = machine("clone", group("clone", "vmid", 9000));
    Value.Obj imported = COMPLETE.with("import_from", Value.of("local:import/a.qcow2"));
    return List.of(
        update(
            "another source",
            from9,
            machine("clone", group("clone", "vmid", 9001)),
            WARNING,
            "clone",
            "-replace"),
        update("no source any more", from9, BLANK, WARNING, "clone", "stays as it is"),
        fine("the same source", from9, from9),
        fine("a source for what was imported", BLANK, from9),
        update(
            "another image",
            disks("scsi0", imported),
            disks("scsi0", imported.with("import_from", Value.of("local:import/b.qcow2"))),
            WARNING,
            "disks[\"scsi0\"].import_from",
            "stays as it is"),
        update(
            "another format",
            disks("scsi0", COMPLETE.with("format", Value.of("raw"))),
            disks("scsi0", COMPLETE.with("format", Value.of("qcow2"))),
            WARNING,
            "disks[\"scsi0\"].format",
            "stays as it is"));
  }

  static List<Case> slotsOfAnUpdate() {
    Value.Obj net = machine("network", slots("net0", object("bridge", "vmbr0")));
    Value.Obj others =
        machine(
            "id",
            "101",
            "name",
            "web",
            "unmanaged_devices",
            new Value.SetOf(List.of(Value.of("net0"), Value.of("scsi0"))));
    return List.of(
        fine("removed on purpose", net, BLANK, "network[\"net0\"]"),
        fine("slots to be known later", net, machine("network", Values.UNKNOWN)),
        update("taken device", others, net, ERROR, "network[\"net0\"]", "web (101)"),
        update(
            "taken disk",
            others,
            disks("scsi0", COMPLETE),
            ERROR,
            "disks[\"scsi0\"]",
            "does not manage"),
        fine("a free slot", others, disks("scsi1", COMPLETE)));
  }

  static List<Case> diskPlans() {
    Value.Obj unsized = COMPLETE.with("size", Values.NULL);
    Value.Obj unplaced = COMPLETE.with("storage", Values.NULL);
    Value.Obj known = disks("scsi0", COMPLETE);
    return List.of(
        create(
            "a new disk without a size",
            disks("scsi0", unsized),
            ERROR,
            "disks[\"scsi0\"].size",
            "32G"),
        create(
            "a new disk without a storage",
            disks("scsi0", unplaced),
            ERROR,
            "disks[\"scsi0\"].storage",
            "local-lvm"),
        update(
            "an added disk without a size",
            known,
            disks("scsi0", COMPLETE, "scsi1", unsized),
            ERROR,
            "disks[\"scsi1\"].size",
            "32G"),
        fine("an inherited size", known, disks("scsi0", unsized.with("storage", Values.NULL))),
        update(
            "shrunk",
            known,
            disks("scsi0", COMPLETE.with("size", Value.of("4G"))),
            ERROR,
            "disks[\"scsi0\"].size",
            "only grow"),
        fine("grown", known, disks("scsi0", COMPLETE.with("size", Value.of("16G")))),
        fine("another unit", known, disks("scsi0", COMPLETE.with("size", Value.of("8192M")))),
        fine(
            "a size to be known later",
            known,
            disks("scsi0", COMPLETE.with("size", Values.UNKNOWN))),
        new Case(
            "a new disk from an image",
            context(
                Operation.CREATE,
                Values.NULL,
                disks("scsi0", unsized.with("import_from", Value.of("local:import/a.qcow2")))),
            Optional.empty()),
        new Case(
            "a disk of the clone's source",
            context(
                Operation.CREATE,
                Values.NULL,
                disks("scsi0", unsized.with("storage", Values.NULL))
                    .with("clone", group("clone", "vmid", 9000))),
            Optional.empty()));
  }

  static List<Case> removal() {
    Value.Obj guarded = machine("id", "101", "name", "db", "protection", true);
    return List.of(
        new Case(
            "a protected machine",
            context(Operation.DELETE, guarded, Values.NULL),
            Optional.of(new Finding(ERROR, "protection", "db (101)"))),
        new Case(
            "one with protection off",
            context(Operation.DELETE, guarded.with("protection", Value.of(false)), Values.NULL),
            Optional.empty()),
        new Case(
            "one without",
            context(Operation.DELETE, disks("scsi0", COMPLETE), Values.NULL),
            Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource({
    "nodeAndReplacement",
    "factsOfCreation",
    "slotsOfAnUpdate",
    "diskPlans",
    "removal"
  })
  void aPlanIsCheckedBeforeAnythingIsDone(Case each) {
    var diagnostics = new Diagnostics();
    VmChecks.run(each.context, diagnostics);

    if (each.finding.isEmpty()) {
      assertThat(diagnostics.all()).isEmpty();
    } else {
      Finding wanted = each.finding.get();
      assertThat(diagnostics.all()).hasSize(1);
      Diagnostic found = diagnostics.all().getFirst();
      assertThat(found.severity()).isEqualTo(wanted.severity);
      assertThat(found.path()).hasToString(wanted.path);
      assertThat(found.detail()).contains(wanted.words);
    }
  }
}
