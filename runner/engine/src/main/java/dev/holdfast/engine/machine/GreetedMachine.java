package dev.holdfast.engine.machine;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import java.util.List;
import java.util.Map;

/// A machine that is taken for what its shell's greeting says it is: a real one, or a simulated one
/// that takes records. Nothing is sent before something is asked.
public final class GreetedMachine implements Machine {
  private final Connection connection;
  private final Become become;
  private final ShellMachine real;
  private final RecordMachine simulated;

  /// @param become as whom everything is done
  /// @param directory where commands run; empty for the user's home
  /// @param environment the task's
  public GreetedMachine(
      Connection connection,
      Become become,
      String directory,
      Map<String, String> environment,
      Limits limits) {
    this.connection = connection;
    this.become = become;
    real = new ShellMachine(connection, become, directory, environment, limits);
    simulated = new RecordMachine(connection, become, directory, environment, limits);
  }

  private Machine greeted() {
    return connection.shell(become).greeting().lab() ? simulated : real;
  }

  @Override
  public Outcomes submit(List<Step> steps, List<Probe> after) {
    return steps.isEmpty() && after.isEmpty()
        ? real.submit(steps, after)
        : greeted().submit(steps, after);
  }

  @Override
  public Job start(Step.GuardedRun command, String path, int seconds) {
    return greeted().start(command, path, seconds);
  }

  /// The login user's needs no shell of ours, which a machine without one could not greet with.
  @Override
  public Answer raw(String commandLine) {
    return switch (become) {
      case Become.Login _ -> real.raw(commandLine);
      case Become.Other _ -> greeted().raw(commandLine);
    };
  }

  @Override
  public String expand(String text) {
    return Sh.expands(text) ? greeted().expand(text) : text;
  }
}
