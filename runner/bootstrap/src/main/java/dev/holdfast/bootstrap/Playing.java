package dev.holdfast.bootstrap;

import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.run.Way;
import dev.holdfast.engine.session.Job;
import dev.holdfast.engine.session.Member;
import dev.holdfast.engine.session.Outcome;
import dev.holdfast.engine.session.Session;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.modules.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Runs the project's playbooks on a machine, and on a control plane that speaks for the cluster.
final class Playing implements AutoCloseable {
  private final Session session;
  private final EventSink listener;

  Playing(NodeProject project, EventSink listener) {
    this.session = new Session(Session.Setup.of(project.root(), Modules::named));
    this.listener = listener;
  }

  /// A machine in a run.
  ///
  /// @param groups `nodes` and its role for the one that is worked on, `api` for the one that
  ///   speaks
  record Part(String name, Way way, List<String> groups) {}

  /// Runs a playbook.
  ///
  /// @return what its tasks set as facts, by machine
  /// @throws NodeException when something failed, with the place of the task
  Outcome run(String playbook, List<Part> parts, DictValue variables) {
    return checked(attempt(playbook, parts, variables));
  }

  /// A run that ended well.
  ///
  /// @throws NodeException for any other
  static Outcome checked(Outcome outcome) {
    return switch (outcome.end()) {
      case OK -> outcome;
      case FAILED -> throw new NodeException(NodeException.Kind.FAILED, told(outcome));
      case UNREACHABLE -> throw new NodeException(NodeException.Kind.UNREACHABLE, told(outcome));
      case CANCELLED -> throw new NodeException(NodeException.Kind.STOPPED, "Stopped.");
    };
  }

  /// Runs a playbook and gives what it set as facts of a machine.
  Reading facts(String playbook, List<Part> parts, DictValue variables, String machine) {
    return Playing.facts(run(playbook, parts, variables), machine);
  }

  static Reading facts(Outcome outcome, String machine) {
    return new Reading(outcome.facts().getOrDefault(machine, new DictValue()));
  }

  /// The same, whatever comes of it.
  Outcome attempt(String playbook, List<Part> parts, DictValue variables) {
    List<Member> members = new ArrayList<>();
    for (Part part : parts) {
      DictValue own = new DictValue();
      own.put("holdfast_become", Variables.become(part.way()));
      own.put("node_name", Str.of(part.name()));
      members.add(new Member(part.name(), part.groups(), own, part.way()));
    }
    try {
      return session.run(Job.of(playbook, members).with(variables), listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(NodeException.Kind.STOPPED, "Stopped.");
    }
  }

  static String told(Outcome outcome) {
    return outcome.troubles().stream()
        .map(Playing::told)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static String told(Outcome.Trouble trouble) {
    String where = trouble.at().map(at -> " (" + at + ")").orElse("");
    String task = trouble.task().isEmpty() ? "" : trouble.task();
    Optional<String> host = trouble.host();
    return host.map(name -> name + ": ").orElse("") + task + where + ": " + trouble.message();
  }

  void cancel() {
    session.cancel();
  }

  @Override
  public void close() {
    session.close();
  }
}
