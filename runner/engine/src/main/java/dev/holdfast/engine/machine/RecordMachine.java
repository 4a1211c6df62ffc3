package dev.holdfast.engine.machine;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A simulated machine: the records themselves are sent, as JSON through the same persistent shell.
/// As whom is settled when that shell is opened, as with a real machine.
public final class RecordMachine implements Machine {
  private final Connection connection;
  private final Shell shell;
  private final Become become;
  private final String directory;
  private final Map<String, String> environment;
  private final Limits limits;
  private final Expansions expansions = new Expansions();

  /// @param become as whom everything is done
  /// @param directory where commands run; empty for the user's home
  /// @param environment the task's
  public RecordMachine(
      Connection connection,
      Become become,
      String directory,
      Map<String, String> environment,
      Limits limits) {
    this.connection = connection;
    this.become = become;
    this.shell = connection.shell(become);
    this.directory = directory;
    this.environment = Map.copyOf(environment);
    this.limits = limits;
  }

  @Override
  public Outcomes submit(List<Step> steps, List<Probe> after) {
    if (steps.isEmpty() && after.isEmpty()) {
      return new Outcomes(List.of(), true, new Answers(Map.of()));
    }
    List<Probe> probes = after.stream().distinct().toList();
    RecordRequest.Message message =
        new RecordRequest(steps, probes, directory, environment).write();
    Answer answer =
        ShellMachine.inTime(
            shell.run(new Request(message.text(), message.contents(), "", Map.of(), limits)));
    if (!answer.ok()) {
      throw new MachineException(
          MachineException.Reason.BROKEN_ANSWER,
          "The simulated machine did not take a message: " + answer.errors().strip());
    }
    RecordAnswer read = RecordAnswer.read(answer.stdout());
    Map<Probe, Ran> answers = new LinkedHashMap<>();
    for (int i = 0; i < probes.size(); i++) {
      answers.put(probes.get(i), read.probes().get(i));
    }
    return new Outcomes(read.steps(), read.complete(), new Answers(answers));
  }

  @Override
  public Answer raw(String commandLine) {
    return switch (become) {
      case Become.Login _ ->
          ShellMachine.inTime(connection.exec(commandLine, Payload.NONE, limits));
      case Become.Other _ -> {
        Step.GuardedRun run =
            new Step.GuardedRun(Command.shell(commandLine), Optional.empty(), Optional.empty());
        Ran ran = apply(run).first();
        yield new Answer(ran.status(), ran.out().toArray(), ran.err().toArray(), false);
      }
    };
  }

  @Override
  public String expand(String text) {
    return expansions.of(text, this);
  }
}
