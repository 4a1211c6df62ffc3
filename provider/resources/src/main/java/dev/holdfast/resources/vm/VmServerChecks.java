package dev.holdfast.resources.vm;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.Gates;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.tree.Trees;
import java.math.BigDecimal;

/// What a plan can know from the server: its version, its nodes, the caller's privileges. All of it
/// is asked once for all machines.
final class VmServerChecks {

  private final PlanContext context;
  private final ProxmoxAccess access;
  private final Diagnostics diagnostics;
  private final ServerFacts facts;

  private VmServerChecks(PlanContext context, ProxmoxAccess access, Diagnostics diagnostics) {
    this.context = context;
    this.access = access;
    this.diagnostics = diagnostics;
    this.facts = new ServerFacts(access, diagnostics);
  }

  static void run(PlanContext context, ProxmoxAccess access, Diagnostics diagnostics) {
    var checks = new VmServerChecks(context, access, diagnostics);
    checks.gates();
    if (context.operation() == Operation.CREATE) {
      checks.node();
      checks.privileges();
    }
  }

  private void gates() {
    for (Gates.Gated gated : Gates.changed(VmTable.TABLE, context)) {
      if (gated.gate().rootOnly() && !access.root()) {
        diagnostics.error(
            gated.path(),
            "Only root@pam may set this",
            gated.path()
                + " is accepted from root@pam with its password only; an API token, even of root, is refused. "
                + "Log the provider in with username and password, or leave the attribute out.");
      }
      gated.gate().since().filter(since -> !known(since)).ifPresent(since -> tooOld(gated, since));
    }
  }

  private boolean known(String since) {
    String[] parts = since.split("\\.");
    return access.version().atLeast(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  private void tooOld(Gates.Gated gated, String since) {
    diagnostics.error(
        gated.path(),
        "Server is too old for this attribute",
        gated.path()
            + " needs Proxmox VE "
            + since
            + " or newer; this server has "
            + access.version()
            + ". Upgrade it or leave the attribute out.");
  }

  private void node() {
    Values.string(config("node"))
        .ifPresent(name -> facts.node(Path.of("node"), name, "creating a machine"));
  }

  private void privileges() {
    String vms =
        "/vms/" + Values.number(config("vmid")).map(BigDecimal::toPlainString).orElse("100");
    String pool = Values.string(config("pool")).map(name -> "/pool/" + name).orElse(vms);
    if (!facts.has(vms, "VM.Allocate") && !facts.has(pool, "VM.Allocate")) {
      facts.missing(Path.ROOT, "VM.Allocate", pool.startsWith("/pool") ? pool : "/vms");
    }
    Values.number(Trees.at(context.config(), Path.of("clone", "vmid")))
        .map(id -> "/vms/" + id.toPlainString())
        .ifPresent(source -> facts.needs(Path.of("clone", "vmid"), "VM.Clone", source));
    Path disks = Path.of("disks");
    Trees.elements(Trees.at(context.config(), disks))
        .forEach((slot, disk) -> storage(disks.key(slot).attribute("storage"), disk));
  }

  private void storage(Path path, Value disk) {
    Values.object(disk)
        .flatMap(object -> Values.string(object.get("storage")))
        .map(storage -> "/storage/" + storage)
        .ifPresent(storage -> facts.needs(path, "Datastore.AllocateSpace", storage));
  }

  private Value config(String name) {
    return Trees.at(context.config(), Path.of(name));
  }
}
