package dev.holdfast.cli.node;

import dev.holdfast.bootstrap.ClusterLocks;
import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.bootstrap.NodePlan;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.bootstrap.NodeWork;
import dev.holdfast.bootstrap.Removal;
import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Guard;
import dev.holdfast.cli.common.Launch;
import dev.holdfast.cli.common.Options;
import dev.holdfast.cli.common.TaskOptions;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.run.Connections;
import dev.holdfast.engine.run.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// `holdfast node`: makes machines of an inventory nodes of a Kubernetes cluster, tells what there
/// is to do, and takes them out again.
public final class NodeCommand implements Callable<Integer>, Declared {
  private static final Set<String> ACTIONS = Set.of("plan", "apply", "remove", "check");
  private static final int DIFFERS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration DRAIN = Duration.ofMinutes(5);

  private final Console console;
  private final Options declared;
  private final TaskOptions options;
  private final BooleanSupplier keepPods;
  private final BooleanSupplier force;
  private final BooleanSupplier packages;
  private final BooleanSupplier forget;
  private final BooleanSupplier last;
  private final Supplier<List<String>> words;

  public NodeCommand(Console console) {
    this.console = console;
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("node");
    spec.usageMessage()
        .description(
            "Makes machines of an inventory nodes of a Kubernetes cluster.",
            "ACTION is plan, apply, remove or check. Without names plan, apply and check take all hosts of the "
                + "groups control_plane and worker.");
    declared = new Options(spec);
    options = new TaskOptions(declared);
    keepPods = declared.flag("remove: do not move the pods first", "--no-drain");
    force = declared.flag("remove: delete pods that no controller has", "--force");
    packages = declared.flag("remove: the packages of Kubernetes too", "--packages");
    forget =
        declared.flag("remove: only from the cluster, when a machine does not answer", "--forget");
    last = declared.flag("remove: the cluster may end with the last control plane", "--last");
    words = declared.words("1..*", "ACTION", "what to do, and the names of nodes");
  }

  @Override
  public Options options() {
    return declared;
  }

  @Override
  public boolean entirely() {
    return true;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guard(console, declared.spec(), options.verbosity() > 0).run(this::run);
  }

  private int run() {
    String action = words.get().getFirst();
    if (!ACTIONS.contains(action)) {
      throw CommandException.options(
          "'%s' is none of plan, apply, remove and check.".formatted(action));
    }
    Launch launch = new Launch(console, options);
    Screen screen = console.screen();
    Engine.Request request =
        launch.request(Launch.Extras.plain(console.directory(), false), screen::warning);
    try (NodeProject project = NodeProject.packaged();
        Connections connections = Launch.connections();
        Engine engine = new Engine(request, connections, events(screen))) {
      InventoryNodes nodes = new InventoryNodes(engine, project);
      NodeWork.Setup setup =
          new NodeWork.Setup(
              project,
              new ClusterLocks(),
              events(screen),
              (node, title) -> screen.line(node + ": " + title),
              PATIENCE);
      return each(action, nodes, setup, screen);
    } catch (IllegalArgumentException | NodeException mistake) {
      throw CommandException.error(String.valueOf(mistake.getMessage()));
    }
  }

  private int each(String action, InventoryNodes nodes, NodeWork.Setup setup, Screen screen) {
    List<String> all = nodes.all();
    List<String> named = words.get().subList(1, words.get().size());
    if (named.isEmpty() && action.equals("remove")) {
      throw CommandException.options("remove needs the names of the nodes that are to go.");
    }
    for (String name : named) {
      if (!all.contains(name)) {
        throw CommandException.error(
            "The inventory has no node %s in control_plane or worker.".formatted(name));
      }
    }
    int status = 0;
    for (String name : named.isEmpty() ? all : named) {
      try (NodeWork work = new NodeWork(setup, nodes.of(name))) {
        var around = new MeshPhases(setup, name, nodes.mesh(name));
        status = Math.max(status, one(action, name, work, around, screen));
      }
    }
    return status;
  }

  private int one(String action, String name, NodeWork work, MeshPhases around, Screen screen) {
    switch (action) {
      case "plan" -> {
        List<NodePlan.Step> steps = new ArrayList<>(around.missing().stream().toList());
        steps.addAll(work.plan().steps());
        return told(name, new NodePlan(steps), screen);
      }
      case "check" -> {
        NodeState state = work.read();
        screen.line(name + ": " + told(state));
        return told(name, state.plan(), screen);
      }
      case "apply" -> {
        around.enter();
        screen.line(name + ": " + told(work.apply()));
      }
      default -> {
        work.remove(removal());
        around.leave();
        screen.line(name + ": is no node any more");
      }
    }
    return 0;
  }

  private Removal removal() {
    return new Removal(
        !keepPods.getAsBoolean(),
        DRAIN,
        force.getAsBoolean(),
        packages.getAsBoolean(),
        forget.getAsBoolean() ? Removal.Unreachable.FORGET : Removal.Unreachable.FAIL,
        last.getAsBoolean());
  }

  private static int told(String name, NodePlan plan, Screen screen) {
    if (plan.isEmpty()) {
      screen.line(name + ": nothing to do");
      return 0;
    }
    for (NodePlan.Step step : plan.steps()) {
      screen.line("%s: would do: %s (%s)".formatted(name, step.title(), step.why()));
    }
    return DIFFERS;
  }

  private static String told(NodeState state) {
    if (!state.reachable()) {
      return "does not answer";
    }
    Optional<NodeState.Seen> node = state.node();
    return node.map(seen ->
            "%s, %s, %s"
                .formatted(
                    seen.ready() ? "ready" : "not ready",
                    seen.kubeletVersion(),
                    String.join(" ", seen.addresses())))
        .orElse(state.joined() ? "joined, and not in the cluster" : "no node");
  }

  private EventSink events(Screen screen) {
    boolean every = options.verbosity() > 0;
    return event -> {
      switch (event) {
        case Event.Warning(String text) -> screen.warning(text);
        case Event.TaskStarted(var task, _) when every -> screen.line("  " + task.name());
        default -> {}
      }
    };
  }
}
