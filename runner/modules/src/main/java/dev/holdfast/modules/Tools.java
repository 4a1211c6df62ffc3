package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The programs of a machine that modules are made around: found where Ansible looks for them, with
/// its words where they are missing or fail.
record Tools(Machine machine) {
  private static final List<String> SYSTEM = List.of("/sbin", "/usr/sbin", "/usr/local/sbin");

  static Tools of(Invocation invocation) {
    return new Tools(invocation.machine());
  }

  /// Where a program is.
  Optional<String> find(String program) {
    Probe.Which probe = new Probe.Which(program);
    return machine.ask(probe).which(probe);
  }

  /// Where the programs are, in one round trip.
  List<Optional<String>> findAll(List<String> programs) {
    Answers answers = machine.ask(programs.stream().<Probe>map(Probe.Which::new).toList());
    return programs.stream().map(program -> answers.which(new Probe.Which(program))).toList();
  }

  String must(String program) {
    return find(program).orElseThrow(() -> missing(program));
  }

  /// The failure that `get_bin_path` ends in.
  ModuleFailure missing(String program) {
    List<String> paths = new ArrayList<>(List.of(machine.expand("$PATH").split(":")));
    List<String> more = SYSTEM.stream().filter(path -> !paths.contains(path)).toList();
    List<Probe> probes = more.stream().<Probe>map(Probe.Exists::new).toList();
    if (!probes.isEmpty()) {
      Answers answers = machine.ask(probes);
      more.stream().filter(path -> answers.exists(new Probe.Exists(path))).forEach(paths::add);
    }
    return ModuleFailure.of(
        "Failed to find required executable \"%s\" in paths: %s"
            .formatted(program, String.join(":", paths)));
  }

  /// Runs a program, however it ends.
  Ran run(List<String> words) {
    return run(Command.of(words));
  }

  Ran run(String... words) {
    return run(List.of(words));
  }

  Ran run(Command command) {
    return machine.apply(Step.Run.any(command)).first();
  }

  /// Runs a program whose words are read, in the language that they are known in.
  Ran plain(List<String> words) {
    return run(Command.of(words).with("LANG", "C").with("LC_ALL", "C"));
  }

  /// Runs a program that must end well.
  Ran checked(List<String> words) {
    return checked(words, run(words));
  }

  Ran checked(List<String> words, Ran ran) {
    if (!ran.ok()) {
      throw failure(words, ran);
    }
    return ran;
  }

  /// What `run_command` with `check_rc` says of a program that failed.
  static ModuleFailure failure(List<String> words, Ran ran) {
    return new ModuleFailure(
        ModuleResult.failed(ran.errors().stripTrailing())
            .with("cmd", Sh.quote(words))
            .with("rc", ran.status())
            .with("stdout", ran.text())
            .with("stderr", ran.errors()));
  }

  static List<String> words(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
