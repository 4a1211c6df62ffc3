package dev.holdfast.resources.vm;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.proxmox.TaskFailedException;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.settings.ProxmoxAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Brings a machine to its plan: read, decide, do, until nothing is left to do.
///
/// Steps are decided from what is there, so a step whose outcome nobody knows is simply decided
/// again after reading back, and an interrupted run goes on where it ended.
public final class VmConverge {

  private static final Logger LOG = Logger.getLogger(VmConverge.class.getName());
  private static final int ROUNDS = 6;
  private static final int REPEATS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(5);

  private final ProxmoxAccess access;
  private final VmReader reader;
  private final VmSteps steps;

  public VmConverge(ProxmoxAccess access, Diagnostics diagnostics) {
    this.access = access;
    this.reader = new VmReader(access.client());
    this.steps = new VmSteps(access, diagnostics);
  }

  /// Changes a machine that was just read and is not busy.
  ///
  /// @param prior the object that the plan started from
  /// @return the machine as it is at the end
  VmLive converge(
      VmLive first,
      Value.Obj prior,
      Value.Obj planned,
      Optional<String> password,
      ManagedPaths managed) {
    NodeName node = first.node();
    VmId id = first.id();
    VmLive live = first;
    Value.Obj basis = prior;
    Optional<String> secret = password;
    int repeats = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<VmStep> todo = VmPlan.steps(new VmPlan.Situation(basis, planned, live, secret, managed));
      if (todo.isEmpty()) {
        return live;
      }
      Optional<VmLive> done = done(live, todo);
      live = done.orElseGet(() -> settled(node, id));
      if (done.isPresent()) {
        basis = untouched(VmState.of(live, planned, Selection.MANAGED), prior, planned);
        secret = Optional.empty();
      } else if (++repeats > REPEATS) {
        throw Failures.of(
            Path.ROOT,
            "Unable to change machine " + id,
            "Somebody else keeps changing it: three times its configuration differed from the one just read, or an "
                + "answer was lost. Apply again when it is quiet.");
      }
    }
    return live;
  }

  /// What was read, without what was unset before and is not planned: somebody else has set that
  /// meanwhile, so it is not ours to take away.
  private static Value.Obj untouched(Value.Obj read, Value before, Value planned) {
    Value.Obj result = read;
    for (var entry : read.attributes().entrySet()) {
      Value old = part(before, entry.getKey());
      Value wanted = part(planned, entry.getKey());
      if (old.isNull() && wanted.isNull()) {
        result = result.with(entry.getKey(), Values.NULL);
      } else if (entry.getValue() instanceof Value.Obj group) {
        result = result.with(entry.getKey(), untouched(group, old, wanted));
      }
    }
    return result;
  }

  private static Value part(Value whole, String name) {
    return whole instanceof Value.Obj object ? object.get(name) : whole;
  }

  /// @return the machine after the steps; empty when they have to be decided again
  private Optional<VmLive> done(VmLive first, List<VmStep> todo) {
    NodeName node = first.node();
    VmId id = first.id();
    VmLive live = first;
    for (VmStep step : todo) {
      LOG.log(Level.FINE, () -> "machine " + id + ": " + step.describe());
      try {
        steps.run(live, step);
      } catch (ProxmoxException e) {
        if (!again(e)) {
          throw e;
        }
        LOG.log(Level.INFO, () -> "machine " + id + ": deciding again after: " + e.getMessage());
        access.client().view().forget();
        pause();
        return Optional.empty();
      }
      live = reader.exact(node, id);
    }
    return Optional.of(live);
  }

  /// Whether a step that failed so is to be decided again from what is there.
  public static boolean again(ProxmoxException e) {
    Code reason = e instanceof TaskFailedException task ? task.reason() : e.code();
    return switch (reason) {
      case OUTCOME_UNKNOWN, DIGEST_CONFLICT, LOCKED, LOCK_TIMEOUT -> true;
      default -> e.retryable();
    };
  }

  /// The machine once no task of it runs and no lock is set: waited for as long as the call may
  /// take.
  public VmLive settled(NodeName node, VmId id) {
    Instant since = access.pacer().now();
    Instant end = CallContext.current().deadline().orElse(since.plus(LOCK_PATIENCE));
    while (true) {
      VmLive live = reader.exact(node, id);
      Optional<String> work = work(live);
      if (work.isEmpty()) {
        return live;
      }
      pause();
      if (!access.pacer().now().isBefore(end)) {
        throw Failures.of(
            Path.ROOT,
            "Machine " + id + " is busy",
            "Since "
                + since
                + " this has been waiting for its end: "
                + work.get()
                + ". Apply again when that has ended, or raise the matching value of timeouts.");
      }
    }
  }

  /// What keeps a machine from being changed.
  private Optional<String> work(VmLive live) {
    return live.config()
        .lock()
        .map(lock -> "the lock \"" + lock + "\"")
        .or(() ->
            access.client().tasks().running(live.node(), live.id()).stream()
                .findFirst()
                .map(task -> "the task " + task.upid()));
  }

  private void pause() {
    CallContext context = CallContext.current();
    access.pacer().sleep(context.atMost(PAUSE, access.pacer()), context.cancellation());
  }
}
