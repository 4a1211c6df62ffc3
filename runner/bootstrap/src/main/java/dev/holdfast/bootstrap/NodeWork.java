package dev.holdfast.bootstrap;

import dev.holdfast.engine.event.EventSink;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a machine what it is to be, tells what there is to do, and undoes it.
///
/// Every effect is a task of the packaged playbooks; what is decided, locked, waited for and mended
/// on other members stands here. It can be stopped at any moment and run again: what is done is
/// read from the machine and the cluster.
public final class NodeWork implements AutoCloseable {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

  private final Setup setup;
  private final NodeSpec spec;
  private final Playing playing;
  private final Cluster cluster;
  private final Map<String, String> sums;
  private final String holder = Holder.own().toString();

  /// What all work shares.
  ///
  /// @param locks one for all work of the process
  /// @param listener hears what the tasks do
  /// @param progress hears which phase begins
  /// @param patience how long a control plane waits for the first one
  public record Setup(
      NodeProject project,
      ClusterLocks locks,
      EventSink listener,
      Progress progress,
      Duration patience) {}

  /// Hears how far the work is.
  @FunctionalInterface
  public interface Progress {
    void begins(String node, String title);
  }

  public NodeWork(Setup setup, NodeSpec spec) {
    this.setup = setup;
    this.spec = spec;
    this.playing = new Playing(setup.project(), setup.listener());
    this.cluster = new Cluster(spec, playing);
    this.sums = NodePlan.sums(setup.project(), Variables.of(spec));
  }

  /// What there is to do. Changes nothing.
  ///
  /// @throws NodeException when the machine cannot be reached
  public NodePlan plan() {
    return work(situation()).plan();
  }

  /// What the machine is. A machine that does not answer is no error.
  public NodeState read() {
    Optional<NodeFacts> facts = cluster.machine(false);
    Optional<ClusterFacts> there =
        cluster.facts(facts.filter(each -> each.has(NodeFacts.ADMIN)).isPresent());
    Optional<ClusterFacts.Node> node = there.flatMap(each -> each.node(spec.name()));
    return new NodeState(
        facts.isPresent(),
        facts.filter(NodeFacts::joined).isPresent(),
        node.map(
            each -> new NodeState.Seen(each.uid(), each.ready(), each.version(), each.addresses())),
        facts.map(NodeFacts::machineId).orElse(""),
        there.map(ClusterFacts::caHash).or(() -> facts.map(NodeFacts::caHash)).orElse(""),
        there.flatMap(each -> each.memberAt(spec.nodeIp())).isPresent(),
        facts
            .map(each -> work(new Situation(spec, each, there)).plan())
            .orElseGet(() -> new NodePlan(List.of())));
  }

  /// Makes the machine what it is to be.
  ///
  /// @return what it is then
  public NodeState apply() {
    if (!work(situation()).plan().isEmpty()) {
      locked(this::converge);
    }
    return read();
  }

  private void converge() {
    // Others may have worked on it while we waited for the lock.
    Situation before = situation();
    if (before.isNode() && before.machine().marker().text("node").isEmpty()) {
      // It joined in a run that did not come to its end.
      cluster.run("void.yml", Tickets.left(spec));
    }
    NodePlan.Work work = work(before);
    work.machine().forEach(this::play);
    if (work.init() || work.join() || !work.repairs().isEmpty()) {
      if (spec.role() == Role.CONTROL_PLANE) {
        enterAsControlPlane();
      } else {
        enter(situation());
      }
    }
    for (Phase phase : work.cluster()) {
      play(phase);
    }
    note(work);
  }

  private void enterAsControlPlane() {
    if (!spec.mayCreate()) {
      cluster.await(setup.patience());
    }
    setup
        .locks()
        .alone(
            spec.cluster().name(),
            () -> {
              Situation situation = situation();
              if (situation.cluster().isEmpty()) {
                enter(situation);
              } else {
                try (Closing _ = () -> cluster.giveBack(holder);
                    Heartbeat _ = cluster.lease(setup, holder)) {
                  // Who had the lease before us may have changed the members.
                  enter(situation());
                }
              }
              return true;
            });
  }

  /// Mends what has to be, then creates the cluster or joins it.
  private void enter(Situation situation) {
    for (Repair repair : Repair.of(situation)) {
      setup.progress().begins(spec.name(), repair.title());
      switch (repair) {
        case Repair.ResetMachine _ -> {
          run("reset.yml");
          // What the machine's own phases made is part of what a reset takes away.
          Phases.MACHINE.forEach(this::play);
        }
        case Repair.RemoveMember _ -> run("member.yml");
        case Repair.DeleteNode _ -> run("forget.yml");
      }
    }
    if (situation.creates()) {
      play(Phases.INIT);
    } else if (!situation.isNode()) {
      join(situation);
    }
  }

  private void join(Situation situation) {
    if (situation.cluster().isEmpty()) {
      throw new NodeException(
          NodeException.Kind.UNREACHABLE,
          "No control plane of %s answers: %s. A worker joins a cluster that is there."
              .formatted(spec.cluster().name(), cluster.why()));
    }
    setup.progress().begins(spec.name(), Phases.JOIN.title());
    DictValue ticket = new Tickets().made(spec);
    try (Closing _ = () -> cluster.run("void.yml", ticket)) {
      join(ticket);
    }
  }

  private void join(DictValue ticket) {
    try {
      Map<String, DictValue> told = cluster.run("ticket.yml", ticket).facts();
      ticket.put("join_ca_hash", Str.of(Cluster.fact(told, "cluster_ca_hash")));
      playing.run(Phases.JOIN.playbook(), cluster.parts(), variables(ticket));
    } catch (NodeException failed) {
      undo(failed);
      throw failed;
    }
  }

  /// A join that failed leaves nothing half: as far as the machine can still be reached.
  private void undo(NodeException failed) {
    if (failed.kind() != NodeException.Kind.FAILED) {
      return;
    }
    List<String> playbooks =
        spec.role() == Role.CONTROL_PLANE
            ? List.of("member.yml", "reset.yml")
            : List.of("reset.yml");
    for (String playbook : playbooks) {
      try {
        run(playbook);
      } catch (NodeException more) {
        failed.addSuppressed(more);
      }
    }
  }

  /// Takes the machine out of its cluster and leaves nothing of it there.
  public void remove(Removal removal) {
    Optional<NodeFacts> facts = cluster.machine(false);
    if (facts.isEmpty() && removal.unreachable() == Removal.Unreachable.FAIL) {
      throw new NodeException(
          NodeException.Kind.UNREACHABLE,
          "%s does not answer, so nothing on it can be undone: %s. Bring it back, or let it be forgotten (on_unreachable = \"forget\")."
              .formatted(spec.name(), cluster.why()));
    }
    if (facts.isPresent()) {
      locked(() -> leave(removal, facts));
    } else {
      leave(removal, facts);
    }
  }

  private void leave(Removal removal, Optional<NodeFacts> facts) {
    Optional<ClusterFacts> others = cluster.facts(false);
    boolean alive = facts.isPresent();
    if (others.isPresent()) {
      if (removal.drain() && alive) {
        playing.run("drain.yml", cluster.parts(), variables(removal.variables()));
      }
      if (spec.role() == Role.CONTROL_PLANE) {
        Removal.guard(spec, others.get());
        setup
            .locks()
            .alone(
                spec.cluster().name(),
                () -> {
                  leaveEtcd(alive);
                  return true;
                });
      }
    } else if (spec.cluster().controlPlanes().size() > 1 || spec.role() == Role.WORKER) {
      removal.alone(spec, cluster.why());
    }
    boolean wasReset = others.isPresent() && spec.role() == Role.CONTROL_PLANE;
    if (alive && !wasReset) {
      run("reset.yml");
    }
    if (others.isPresent()) {
      run("forget.yml");
    }
    if (alive) {
      run("residue.yml");
      if (removal.packages()) {
        run("uninstall.yml");
      }
    }
  }

  private void leaveEtcd(boolean alive) {
    try (Closing _ = () -> cluster.giveBack(holder);
        Heartbeat _ = cluster.lease(setup, holder)) {
      run("member.yml");
      if (alive) {
        // Its API server answers nothing but errors from now on, so it must end soon.
        run("reset.yml");
      }
    }
  }

  private void locked(Runnable work) {
    DictValue own = new DictValue();
    own.put("lock_holder", Str.of(holder));
    lock(own);
    Playing beating = new Playing(setup.project(), _ -> {});
    List<Playing.Part> itself = List.of(cluster.own());
    try (Heartbeat _ =
        Heartbeat.every(
            SIGN_OF_LIFE,
            beating,
            () -> beating.attempt("heartbeat.yml", itself, variables(own)))) {
      work.run();
    } finally {
      playing.attempt("unlock.yml", cluster.parts(), variables(own));
    }
  }

  /// Waits for the lock of the machine. A holder that is known to be dead is not waited for.
  private void lock(DictValue own) {
    DictValue attempt = DictValue.copyOf(own);
    attempt.put("lock_wait", Int.of(0));
    attempt.put("lock_must", Bool.FALSE);
    Patience patience = Patience.of(setup.patience());
    String over = "";
    while (true) {
      attempt.put("lock_over", Str.of(over));
      Reading lock =
          playing
              .facts("lock.yml", cluster.parts(), variables(attempt), spec.name())
              .at("node_lock");
      if (lock.yes("taken")) {
        return;
      }
      String owner = lock.text("owner");
      boolean dead = Holder.dead(owner) && !owner.equals(over);
      over = dead ? owner : "";
      if (!dead) {
        patience.pause(() ->
            "Another run works on %s: %s. Wait for its end; when it is dead, its lock is taken over 2 minutes after its last sign."
                .formatted(spec.name(), owner));
      }
    }
  }

  private NodePlan.Work work(Situation situation) {
    return NodePlan.of(situation, sums);
  }

  /// @throws NodeException when the machine cannot be reached
  private Situation situation() {
    NodeFacts facts = cluster.machine(true).orElseThrow();
    return new Situation(spec, facts, cluster.facts(facts.has(NodeFacts.ADMIN)));
  }

  private void play(Phase phase) {
    setup.progress().begins(spec.name(), phase.title());
    run(phase.playbook());
  }

  private void run(String... playbooks) {
    for (String playbook : playbooks) {
      playing.run(playbook, cluster.parts(), variables(new DictValue()));
    }
  }

  private DictValue variables(DictValue more) {
    return Variables.of(spec, more);
  }

  /// Looks at what the phases were to reach, and notes what they were done with.
  private void note(NodePlan.Work work) {
    Situation after = situation();
    List<String> wrong = new ArrayList<>();
    for (Phase phase : work.machine()) {
      phase.verify().apply(after).ifPresent(wrong::add);
    }
    if (work.join() || work.init()) {
      Phases.JOIN.verify().apply(after).ifPresent(wrong::add);
    }
    if (!wrong.isEmpty()) {
      throw new NodeException(
          NodeException.Kind.FAILED,
          "%s is not what it was to be: %s.".formatted(spec.name(), String.join("; ", wrong)));
    }
    DictValue noted = new DictValue();
    DictValue steps = new DictValue();
    sums.forEach((phase, sum) -> steps.put(phase, Str.of(sum)));
    DictValue files = new DictValue();
    after.machine().hashes().forEach((file, sum) -> files.put(file, Str.of(sum)));
    noted.put("marker_steps", steps);
    noted.put("marker_files", files);
    playing.run("marker.yml", cluster.parts(), variables(noted));
  }

  /// Stops at once whatever runs.
  public void cancel() {
    playing.cancel();
  }

  @Override
  public void close() {
    playing.close();
  }
}
