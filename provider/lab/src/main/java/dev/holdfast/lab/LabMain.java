package dev.holdfast.lab;

import java.util.List;
import java.util.Optional;

/// The command line of the lab; [LabOptions] lists what can be said.
public final class LabMain {

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private LabMain() {}

  /// Starts a lab and stays until a signal comes or the parent process is gone.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      LabOptions options = LabOptions.parse(arguments);
      if (options.has(LabOptions.Option.HELP)) {
        System.out.print(LabOptions.USAGE);
        return 0;
      }
      keep(options);
      return 0;
    } catch (LabException.Usage e) {
      System.err.println(e.getMessage());
      System.err.print(LabOptions.USAGE);
      return MISUSED;
    } catch (LabException e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
  }

  private static void keep(LabOptions options) {
    // Asked for before anything else: once it is gone, somebody else is our parent.
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    try (LabSession session = LabSession.start(options)) {
      // Signals end the process through its shutdown hooks; the main thread then never returns.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(session::close));
      parent.ifPresent(process -> endWith(process, session));
      if (!options.has(LabOptions.Option.QUIET)) {
        System.out.print(session.greeting());
      }
      session.awaitEnd();
    }
  }

  private static void endWith(ProcessHandle parent, LabSession session) {
    // Nothing waits for this future: it only ever ends the session.
    var _ = parent.onExit().thenRun(session::end);
  }
}
