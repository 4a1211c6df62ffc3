package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.Params;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.TaskResult;
import dev.holdfast.client.proxmox.Upid;
import dev.holdfast.client.proxmox.VmApi;
import dev.holdfast.client.proxmox.VmUpdate;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.pve.ConfigChange;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.work.StepFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Carries steps out, one call and its task each.
final class VmSteps {

  private final ProxmoxClient client;
  private final Diagnostics diagnostics;

  VmSteps(ProxmoxAccess access, Diagnostics diagnostics) {
    this.client = access.client();
    this.diagnostics = diagnostics;
  }

  /// Does one step on a machine as it was just read.
  void run(VmLive live, VmStep step) {
    VmApi vm = client.vm(live.node(), live.id());
    switch (step) {
      case VmStep.Create create ->
          await(client.node(create.node()).qemu().create(live.id(), create.params()), step);
      case VmStep.CloneFrom clone ->
          await(client.vm(clone.node(), clone.source()).cloneTo(live.id(), clone.params()), step);
      case VmStep.Configure(ConfigChange change) -> configure(vm, live, change, step);
      case VmStep.MoveDisk(String slot, String storage, Optional<String> format) ->
          await(
              vm.moveDisk(
                  slot, Params.of("storage", storage).with("delete", true).with("format", format)),
              step);
      case VmStep.ResizeDisk(String slot, String size) ->
          vm.resize(slot, size, Optional.empty()).ifPresent(upid -> await(upid, step));
      case VmStep.DestroyVolume(String volume) -> destroyVolume(vm, volume);
      case VmStep.ChangePool(Optional<String> from, Optional<String> to) ->
          changePool(live, from, to);
      case VmStep.Start() -> await(vm.start(), step);
      case VmStep.Shutdown shutdown -> await(vm.shutdown(shutdown.timeout(), true), step);
      case VmStep.Reboot reboot -> reboot(vm, reboot);
    }
  }

  private void configure(VmApi vm, VmLive live, ConfigChange change, VmStep step) {
    if (!change.conflicts().isEmpty()) {
      throw conflict(live, change.conflicts().getFirst());
    }
    Params set = Params.none();
    for (Map.Entry<String, String> entry : change.set().entrySet()) {
      set = set.with(entry.getKey(), entry.getValue());
    }
    await(vm.update(new VmUpdate(set, change.delete(), Optional.of(live.config().digest()))), step);
  }

  private static StepFailure conflict(VmLive live, ConfigChange.Conflict conflict) {
    return new StepFailure(
        Diagnostic.error(
            conflict.path(),
            "Machine was changed meanwhile",
            conflict.path()
                + " of machine "
                + live.id()
                + " was "
                + shown(conflict.seen())
                + " when the plan was made and is "
                + shown(conflict.found())
                + " now. Nothing was written: run terraform plan again and decide on the new state."));
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Str(String text) -> "\"" + text + "\"";
      case Value.Num(var number) -> number.toPlainString();
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Value.Null _ -> "unset";
      default -> value.parts().stream().map(VmSteps::shown).toList().toString();
    };
  }

  /// A detached volume sits in a slot of its own; destroying that slot destroys the volume.
  private void destroyVolume(VmApi vm, String volume) {
    List<String> slots =
        vm.config().values().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("unused"))
            .filter(entry -> entry.getValue().equals(volume))
            .map(Map.Entry::getKey)
            .toList();
    if (!slots.isEmpty()) {
      vm.unlink(slots, true);
    }
  }

  private void changePool(VmLive live, Optional<String> from, Optional<String> to) {
    if (to.isPresent()) {
      client.pools().add(to.get(), Set.of(live.id()), from.isPresent());
    } else {
      client.pools().remove(from.orElseThrow(), Set.of(live.id()));
    }
  }

  private void reboot(VmApi vm, VmStep.Reboot reboot) {
    boolean waiting = vm.pending().stream().anyMatch(option -> option.waits());
    if (reboot.always() || waiting) {
      try {
        await(vm.reboot(reboot.timeout()), reboot);
      } catch (ProxmoxException e) {
        if (!e.is(ProxmoxException.Code.TASK_FAILED)) {
          throw e;
        }
        await(vm.shutdown(reboot.timeout(), true), reboot);
        await(vm.start(), reboot);
      }
    }
  }

  private void await(Upid upid, VmStep step) {
    TaskResult result = client.tasks().await(upid, step.describe());
    if (!result.warnings().isEmpty()) {
      diagnostics.warning(
          "Task ended with warnings",
          "Proxmox VE did it ("
              + step.describe()
              + ") and warned: "
              + String.join("; ", result.warnings()));
    }
  }
}
