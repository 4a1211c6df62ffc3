package dev.holdfast.bootstrap;

import dev.holdfast.engine.session.Outcome;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds a control plane that speaks for the cluster, and asks it.
final class Cluster {
  /// Without renewal for so many seconds a lease counts nothing, as `lease_seconds` says.
  private static final long STALE = 180;

  private static final Duration RENEWAL = Duration.ofSeconds(60);

  private final NodeSpec spec;
  private final Playing playing;
  private Optional<String> speaker = Optional.empty();
  private List<String> silent = List.of();

  Cluster(NodeSpec spec, Playing playing) {
    this.spec = spec;
    this.playing = playing;
  }

  /// What is on the machine.
  ///
  /// @param needed whether it is an error that it does not answer; else that is remembered for
  ///   [#why]
  Optional<NodeFacts> machine(boolean needed) {
    Outcome outcome = playing.attempt("facts.yml", List.of(own()), Variables.of(spec));
    if (!needed && outcome.end() == Outcome.End.UNREACHABLE) {
      silent = List.of(Playing.told(outcome));
      return Optional.empty();
    }
    return Optional.of(
        NodeFacts.of(Playing.facts(Playing.checked(outcome), spec.name()).at("node_facts")));
  }

  /// What the cluster is, told by the first control plane that answers.
  ///
  /// @param itself whether the machine itself may be asked
  /// @throws NodeException when a control plane has a cluster and its API server does not answer,
  ///   and no other one does: nobody can say then what there is
  Optional<ClusterFacts> facts(boolean itself) {
    List<String> troubles = new ArrayList<>();
    speaker = Optional.empty();
    List<String> mute = new ArrayList<>();
    for (String name : candidates(itself)) {
      Outcome outcome =
          playing.attempt("cluster.yml", List.of(part(name, List.of("api"))), Variables.of(spec));
      if (outcome.end() != Outcome.End.OK) {
        troubles.add(Playing.told(outcome));
        continue;
      }
      Reading facts = Playing.facts(outcome, name).at("cluster_facts");
      if (facts.yes("answers")) {
        speaker = Optional.of(name);
        return Optional.of(ClusterFacts.of(name, facts));
      }
      if (facts.yes("member")) {
        mute.add(name);
      }
      troubles.add(
          name
              + (facts.yes("member")
                  ? ": its API server does not answer"
                  : ": it is no control plane yet"));
    }
    silent = troubles;
    mute.remove(spec.name());
    if (!mute.isEmpty()) {
      throw new NodeException(
          NodeException.Kind.UNREACHABLE,
          "The API server of %s does not answer, and no other one does. Look at it: journalctl -u kubelet, crictl ps -a."
              .formatted(String.join(", ", mute)));
    }
    return Optional.empty();
  }

  private List<String> candidates(boolean itself) {
    List<String> names = new ArrayList<>(spec.cluster().controlPlanes().keySet());
    boolean among = names.remove(spec.name());
    if (among && itself) {
      names.addFirst(spec.name());
    }
    return names;
  }

  /// Why nobody spoke for the cluster.
  String why() {
    return silent.isEmpty() ? "it has no other" : String.join("; ", silent);
  }

  /// Waits until a control plane speaks for the cluster.
  void await(Duration patience) {
    Patience left = Patience.of(patience);
    while (facts(true).isEmpty()) {
      left.pause(() ->
          "%s waited %d s for the first control plane of %s, %s. %s"
              .formatted(
                  spec.name(),
                  patience.toSeconds(),
                  spec.cluster().name(),
                  spec.cluster().init(),
                  why()));
    }
  }

  /// The machine, and who speaks for the cluster where somebody does.
  List<Playing.Part> parts() {
    List<Playing.Part> parts = new ArrayList<>();
    if (speaker.isEmpty() || speaker.get().equals(spec.name())) {
      parts.add(part(spec.name(), List.of("nodes", spec.role().group(), "api")));
    } else {
      parts.add(own());
      parts.add(part(speaker.get(), List.of("api")));
    }
    return parts;
  }

  Playing.Part own() {
    return part(spec.name(), List.of("nodes", spec.role().group()));
  }

  private Playing.Part part(String name, List<String> groups) {
    ControlPlane plane = spec.cluster().controlPlanes().get(name);
    return new Playing.Part(
        name, name.equals(spec.name()) || plane == null ? spec.way() : plane.way(), groups);
  }

  /// Runs a playbook about the cluster.
  Outcome run(String playbook, DictValue more) {
    DictValue variables = Variables.of(spec, more);
    String asked = speaker.orElse(spec.name());
    Optional.ofNullable(spec.cluster().controlPlanes().get(asked))
        .ifPresent(plane -> variables.put("node_ip", Str.of(plane.nodeIp())));
    return playing.run(playbook, List.of(part(asked, List.of("api"))), variables);
  }

  static String fact(Map<String, DictValue> facts, String name) {
    return facts.values().stream()
        .flatMap(each -> each.get(name).stream())
        .map(Text::str)
        .findFirst()
        .orElse("");
  }

  /// Takes the right to change the control planes, and keeps it until the heartbeat is closed.
  Heartbeat lease(NodeWork.Setup setup, String holder) {
    DictValue wanted = wanted(holder, "held");
    wanted.put("lease_over", Str.of(freed(setup.patience(), holder)));
    run("lease.yml", wanted);
    Playing beating = new Playing(setup.project(), _ -> {});
    Cluster asked = new Cluster(spec, beating);
    asked.speaker = speaker;
    return Heartbeat.every(RENEWAL, beating, () -> asked.run("lease.yml", wanted(holder, "held")));
  }

  /// Waits until nobody who lives holds the lease.
  ///
  /// @return who held it and is dead; empty when nobody did
  private String freed(Duration patience, String holder) {
    Patience left = Patience.of(patience);
    while (true) {
      Outcome outcome = run("lease.yml", wanted(holder, "read"));
      Reading lease = Playing.facts(outcome, speaker.orElse(spec.name())).at("cluster_lease");
      String other = lease.text("holder");
      boolean stale = Instant.now().getEpochSecond() - lease.number("renewed") > STALE;
      if (other.isEmpty() || other.equals(holder) || stale || Holder.dead(other)) {
        return other;
      }
      left.pause(() ->
          "Another run changes the control planes of %s: %s. Wait for its end."
              .formatted(spec.cluster().name(), other));
    }
  }

  void giveBack(String holder) {
    run("lease.yml", wanted(holder, "free"));
  }

  private static DictValue wanted(String holder, String state) {
    DictValue wanted = new DictValue();
    wanted.put("lease_holder", Str.of(holder));
    wanted.put("lease_state", Str.of(state));
    wanted.put("lease_time", Int.of(Instant.now().getEpochSecond()));
    return wanted;
  }
}
