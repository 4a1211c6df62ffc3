package dev.holdfast.resources.vm;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.proxmox.TaskFailedException;
import dev.holdfast.client.proxmox.VmApi;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.Optional;

/// Removes machines: only ever the one that is meant.
public final class VmRemoval {

  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final ProxmoxAccess access;
  private final ProxmoxClient client;
  private final VmReader reader;
  private final Diagnostics diagnostics;

  public VmRemoval(ProxmoxAccess access, Diagnostics diagnostics) {
    this.access = access;
    this.client = access.client();
    this.reader = new VmReader(client);
    this.diagnostics = diagnostics;
  }

  /// Removes the machine in the state; one that is gone already is a success.
  void remove(VmId id, Value.Obj prior, PrivateState privateState) {
    Optional<VmLive> live = reader.refresh(id, VmValues.text(prior, "node").map(NodeName::new));
    if (live.isEmpty()) {
      return;
    }
    VmIdentity.demand(privateState, live.get());
    shutDownAndDelete(live.get().node(), id, VmPlan.shutdownTimeout(prior));
  }

  /// Removes a machine whose identity was checked, however often that has to be tried.
  public void remove(VmLive live) {
    shutDownAndDelete(live.node(), live.id(), Duration.ofSeconds(1));
  }

  /// Removes what a failed create has left; says what stays when that fails too.
  public void undo(NodeName node, VmId id, VmMark mark) {
    try {
      VmLive live = new VmConverge(access, diagnostics).settled(node, id);
      if (live.mark().filter(mark::equals).isPresent()) {
        shutDownAndDelete(node, id, Duration.ofSeconds(1));
      }
    } catch (ProxmoxException | StepFailure e) {
      if (!(e instanceof ProxmoxException gone && gone.is(Code.NOT_FOUND))) {
        diagnostics.warning(
            "Unfinished machine is left",
            "Machine "
                + id
                + " on "
                + node
                + " could not be removed after its creation failed: "
                + e.getMessage()
                + " The next apply takes it over if it has a name; else remove it by hand.");
      }
    }
  }

  private void shutDownAndDelete(NodeName node, VmId id, Duration timeout) {
    for (int attempt = 1; ; attempt++) {
      try {
        attempt(node, id, timeout);
        return;
      } catch (ProxmoxException e) {
        if (e.is(Code.NOT_FOUND) && gone(node, id)) {
          return;
        }
        if (attempt == ATTEMPTS || !worthRepeating(e)) {
          throw e;
        }
        client.view().forget();
        CallContext context = CallContext.current();
        access.pacer().sleep(context.atMost(PAUSE, access.pacer()), context.cancellation());
      }
    }
  }

  private void attempt(NodeName node, VmId id, Duration timeout) {
    VmLive live = new VmConverge(access, diagnostics).settled(node, id);
    VmApi vm = client.vm(node, id);
    if (live.running()) {
      client.tasks().await(vm.shutdown(timeout, true), "shut down machine " + id);
    }
    client.tasks().await(vm.delete(true, false), "remove machine " + id);
  }

  private boolean gone(NodeName node, VmId id) {
    client.view().forget();
    return reader.refresh(id, Optional.of(node)).isEmpty();
  }

  private static boolean worthRepeating(ProxmoxException e) {
    Code reason = e instanceof TaskFailedException task ? task.reason() : e.code();
    return e.retryable()
        || reason == Code.OUTCOME_UNKNOWN
        || reason == Code.LOCKED
        || reason == Code.LOCK_TIMEOUT;
  }
}
