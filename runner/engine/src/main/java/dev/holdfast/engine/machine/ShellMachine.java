package dev.holdfast.engine.machine;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// A real machine: records become text for its POSIX shell.
public final class ShellMachine implements Machine {
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
  public ShellMachine(
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
    Script script = new Script(nonce(), steps, after);
    Answer answer =
        shell.run(new Request(script.text(), script.payload(), directory, environment, limits));
    return script.read(inTime(answer));
  }

  @Override
  public Job start(Step.GuardedRun command, String path, int seconds) {
    Script script = new Script(nonce(), List.of(command), List.of());
    String text = JobText.start(script.text(), path, seconds);
    Answer answer = shell.run(new Request(text, script.payload(), directory, environment, limits));
    if (!answer.ok()) {
      throw new MachineException(
          MachineException.Reason.BROKEN_ANSWER,
          "Unable to start an asynchronous job in " + path + ": " + answer.errors().strip());
    }
    return new Job(script, path);
  }

  @Override
  public Answer raw(String commandLine) {
    return inTime(
        switch (become) {
          case Become.Login _ -> connection.exec(commandLine, Payload.NONE, limits);
          case Become.Other _ ->
              shell.run(
                  new Request(
                      "exec /bin/sh -c " + Sh.quote(commandLine),
                      Payload.NONE,
                      directory,
                      environment,
                      limits));
        });
  }

  @Override
  public String expand(String text) {
    return expansions.of(text, this);
  }

  static Answer inTime(Answer answer) {
    if (answer.timedOut()) {
      throw new MachineException(
          MachineException.Reason.TIMED_OUT, "The time limit of the task ended it");
    }
    return answer;
  }

  /// Random enough that no file contains it; it guards nothing secret.
  private static String nonce() {
    byte[] bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return "hf" + HexFormat.of().formatHex(bytes);
  }
}
