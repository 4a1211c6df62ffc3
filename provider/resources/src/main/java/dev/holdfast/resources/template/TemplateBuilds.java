package dev.holdfast.resources.template;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.proxmox.ClusterVm;
import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.Upid;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.vm.VmAdoption;
import dev.holdfast.resources.vm.VmConverge;
import dev.holdfast.resources.vm.VmLive;
import dev.holdfast.resources.vm.VmMark;
import dev.holdfast.resources.vm.VmRemoval;
import dev.holdfast.resources.vm.VmValues;
import dev.holdfast.resources.work.StepFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Makes the templates of one content on several nodes, side by side: all of them or none.
final class TemplateBuilds {

  private static final Logger LOG = Logger.getLogger(TemplateBuilds.class.getName());

  private final ProxmoxAccess access;
  private final ProxmoxClient client;
  private final TemplateSpec spec;
  private final Diagnostics diagnostics;
  private final List<Build> builds = new ArrayList<>();

  TemplateBuilds(ProxmoxAccess access, TemplateSpec spec, Diagnostics diagnostics) {
    this.access = access;
    this.client = access.client();
    this.spec = spec;
    this.diagnostics = diagnostics;
  }

  /// @param importShared whether all of the nodes see the same import storage
  /// @return what was made, by the node it was made on
  Map<NodeName, Made> make(List<NodeName> nodes, boolean importShared) {
    try {
      plan(nodes, importShared);
      run();
      Map<NodeName, Made> made = new LinkedHashMap<>();
      builds.forEach(build ->
          made.put(build.node, new Made(build.vm(), build.node, Optional.of(spec.hash()))));
      return made;
    } catch (ProxmoxException | StepFailure e) {
      cleanUp();
      throw e;
    } finally {
      builds.forEach(build -> build.id.ifPresent(access::release));
    }
  }

  private void plan(List<NodeName> nodes, boolean importShared) {
    boolean fetched = false;
    for (NodeName node : nodes) {
      VmMark mark = VmMark.of(access.owner(), "template " + node + " " + spec.hash());
      Optional<VmLive> left = left(mark);
      Optional<List<TemplateStep>> rest = left.flatMap(live -> TemplatePlan.rest(spec, live));
      if (rest.isPresent()) {
        builds.add(new Build(node, mark, rest.get(), left.map(VmLive::id)));
        continue;
      }
      left.ifPresent(this::removeUnfinished);
      boolean fetch = !(importShared && fetched);
      builds.add(new Build(node, mark, TemplatePlan.steps(spec, node, fetch), Optional.empty()));
      fetched = true;
    }
  }

  /// What an interrupted run of the same configuration left on its node, claimed by this one.
  private Optional<VmLive> left(VmMark mark) {
    VmAdoption adoption =
        new VmAdoption(
            access, "proxmox_template", Optional.of(spec.name()), Optional.empty(), mark);
    Optional<ClusterVm> found = adoption.find();
    return found.map(vm -> new VmConverge(access, diagnostics).settled(vm.node(), vm.id()));
  }

  private void removeUnfinished(VmLive live) {
    LOG.log(Level.INFO, () -> "machine " + live.id() + " of an interrupted run is made anew");
    try {
      new VmRemoval(access, diagnostics).remove(live);
    } finally {
      access.release(live.id());
    }
  }

  private void run() {
    boolean sends =
        builds.stream()
            .flatMap(build -> build.steps.stream())
            .anyMatch(TemplateStep.Send.class::isInstance);
    if (!sends) {
      run(new TemplateSteps(access, spec, Optional.empty()));
      return;
    }
    try (LocalImage image = LocalImage.open(spec.image(), client.web())) {
      run(new TemplateSteps(access, spec, Optional.of(image)));
    }
  }

  private void run(TemplateSteps steps) {
    for (TemplateStep.Phase phase : TemplateStep.Phase.values()) {
      List<Runnable> ends = new ArrayList<>();
      for (Build build : builds) {
        for (TemplateStep step : build.steps) {
          if (step.phase() == phase) {
            LOG.log(Level.FINE, () -> build.node + ": " + step.describe());
            steps.begin(build, step);
            ends.add(() -> steps.end(build, step));
          }
        }
      }
      ends.forEach(Runnable::run);
    }
  }

  private void cleanUp() {
    CallContext.unbounded()
        .run(() -> {
          builds.forEach(this::cancel);
          for (Build build : builds) {
            if (build.id.isPresent() && !build.adopted()) {
              undo(build);
            }
            removeFiles(build);
          }
        });
  }

  private void undo(Build build) {
    if (VmValues.flag(spec.object(), "keep_on_failure")) {
      diagnostics.warning(
          "Machine is kept",
          "Machine "
              + build.vm()
              + " on "
              + build.node
              + ", which did not become a template, is kept as keep_on_failure says. It is not in the state; the "
              + "next apply takes it over.");
      return;
    }
    new VmRemoval(access, diagnostics).undo(build.node, build.vm(), build.mark);
  }

  /// Files of a creation that failed; nothing of the server's is lost with them.
  private void removeFiles(Build build) {
    for (TemplateStep step : build.steps) {
      if (step instanceof TemplateStep.Remove(String storage, String volume)) {
        try {
          TemplateSteps.remove(client, build.node, storage, volume);
        } catch (ProxmoxException e) {
          diagnostics.warning(
              "File is left",
              volume + " on " + build.node + " could not be removed: " + e.getMessage());
        }
      }
    }
  }

  /// Ends the work that nobody waits for any more, so that it leaves nothing behind later.
  private void cancel(Build build) {
    for (Upid task : build.tasks.values()) {
      try {
        client.tasks().cancel(task);
        client.tasks().await(task, "end of what was cancelled");
      } catch (ProxmoxException e) {
        LOG.log(Level.FINE, () -> task + " after it was cancelled: " + e.getMessage());
      }
    }
  }
}
