package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.MachineException;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.ControllerFiles;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.engine.module.RemoteProgram;
import dev.holdfast.engine.module.Templar;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.local.LocalChannels;
import dev.holdfast.transport.shell.Joint;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What a task gives to its module. The machine is reached only when something asks for it.
final class TaskContext implements Context {
  private final Machines machines;
  private final Machines.Asked asked;
  private final Modes modes;
  private final Services services;
  private final Templates templates;
  private final Optional<Machine> machine;
  private Optional<Machines.Reach> reach = Optional.empty();

  /// How the task runs.
  record Modes(boolean check, boolean diff, int verbosity, boolean noLog) {}

  /// What is the same for all rounds of a task.
  record Services(
      ModuleTable modules,
      ControllerFiles files,
      Templar templar,
      Clock clock,
      Sleeper sleeper,
      Consumer<String> warnings) {}

  /// Waits; tests wait in simulated time.
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration);
  }

  /// The modules by every name that a task may use.
  @FunctionalInterface
  interface ModuleTable {
    Optional<Module> named(String name);
  }

  TaskContext(
      Machines machines,
      Machines.Asked asked,
      Modes modes,
      Services services,
      Templates templates) {
    this(machines, asked, modes, services, templates, Optional.empty());
  }

  private TaskContext(
      Machines machines,
      Machines.Asked asked,
      Modes modes,
      Services services,
      Templates templates,
      Optional<Machine> machine) {
    this.machines = machines;
    this.asked = asked;
    this.modes = modes;
    this.services = services;
    this.templates = templates;
    this.machine = machine;
  }

  /// The same on another machine.
  TaskContext on(Machine other) {
    return new TaskContext(machines, asked, modes, services, templates, Optional.of(other));
  }

  private Machines.Reach reach() {
    if (reach.isEmpty()) {
      reach = Optional.of(machines.reach(asked));
    }
    return reach.get();
  }

  @Override
  public Machine machine() {
    return machine.orElseGet(() -> reach().machine());
  }

  /// The folder for asynchronous jobs, absolute.
  String asyncFolder() {
    return machine().expand(reach().asyncFolder());
  }

  @Override
  public boolean checkMode() {
    return modes.check();
  }

  @Override
  public boolean diffMode() {
    return modes.diff();
  }

  @Override
  public int verbosity() {
    return modes.verbosity();
  }

  @Override
  public Map<String, String> environment() {
    return asked.environment();
  }

  @Override
  public ControllerFiles files() {
    return services.files();
  }

  @Override
  public Templar templar() {
    return services.templar();
  }

  @Override
  public Optional<Value> variable(String name) {
    return templates.variable(name);
  }

  @Override
  public Optional<Value> variableOfMachine(String name) {
    return asked.delegate().isEmpty() ? variable(name) : reach().variable(name);
  }

  @Override
  public boolean keepsFacts() {
    return asked.delegate().isEmpty() || asked.keywords().flag(Keyword.DELEGATE_FACTS, false);
  }

  @Override
  public boolean afterJob() {
    return machine.filter(Replay.class::isInstance).isPresent();
  }

  @Override
  public boolean noLog() {
    return modes.noLog();
  }

  @Override
  public String place() {
    return asked.task().at().fileLine();
  }

  @Override
  public void warn(String text) {
    services.warnings().accept(text);
  }

  @Override
  public ModuleResult call(String name, DictValue arguments) {
    Module module =
        services
            .modules()
            .named(name)
            .orElseThrow(() -> ModuleFailure.of("there is no module " + name));
    return ModuleRunner.run(module, name, arguments, this).result();
  }

  @Override
  public boolean local() {
    return reach().local();
  }

  @Override
  public Optional<String> delegate() {
    return asked.delegate();
  }

  @Override
  public Become become() {
    return reach().become();
  }

  @Override
  public Machine machineOfLogin() {
    return reach().plain();
  }

  @Override
  public RemoteProgram.Outcome run(RemoteProgram program) {
    Machines.Reach own = machines.reach(ownHost(program.connection()));
    try (LocalChannels here = new LocalChannels()) {
      Joint.Outcome outcome =
          Joint.run(
              here,
              program.text(),
              line -> own.stream(Request.of(line), program.become()),
              asked.limits());
      if (outcome.answer().timedOut()) {
        throw new MachineException(
            MachineException.Reason.TIMED_OUT, "The time limit of the task ended it");
      }
      return new RemoteProgram.Outcome(outcome.answer(), outcome.far());
    }
  }

  /// The host that the task is for, whoever it is delegated to.
  private Machines.Asked ownHost(DictValue connection) {
    return new Machines.Asked(
        asked.task(),
        asked.moment(),
        asked.host(),
        Optional.empty(),
        asked.templates().with(connection),
        asked.keywords(),
        asked.environment(),
        asked.limits());
  }

  @Override
  public void reconnect() {
    reach().reset();
  }

  @Override
  public Clock clock() {
    return services.clock();
  }

  @Override
  public void sleep(Duration duration) {
    services.sleeper().sleep(duration);
  }
}
