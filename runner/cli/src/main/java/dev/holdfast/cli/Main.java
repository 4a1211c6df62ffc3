package dev.holdfast.cli;

import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Execution;
import dev.holdfast.cli.output.Screen;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The program. Called as `ansible-playbook` it is `holdfast playbook`, and so on; names that we do
/// not serve say so.
public final class Main {
  private static final int BAD_OPTION = 2;
  private static final int INTERRUPTED = 99;

  private Main() {}

  public static void main(String[] arguments) {
    Console console = Console.real();
    AtomicBoolean ended = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(ended, console)));
    int status =
        run(
            Optional.ofNullable(System.getProperty("holdfast.executable"))
                .or(() -> Optional.ofNullable(System.getenv("HOLDFAST_NAME"))),
            arguments,
            console);
    ended.set(true);
    System.exit(status);
  }

  /// A signal ends the program with the status that Ansible has for that. What runs on machines
  /// ends with its connection.
  private static void interrupted(AtomicBoolean ended, Console console) {
    if (!ended.get()) {
      console.screen().error(" [ERROR]: User interrupted execution", Screen.Colour.ERROR);
      console.err().flush();
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }

  /// Runs a command line and gives its exit status.
  ///
  /// @param name the file name under which the program was called
  public static int run(Optional<String> name, String[] arguments, Console console) {
    String called = name.map(Main::fileName).orElse("holdfast");
    Optional<Declared> command = Commands.called(called, console);
    if (command.isPresent()) {
      return Execution.of(command.get(), called, arguments, console);
    }
    if (called.startsWith("ansible")) {
      console.screen().fatal(Commands.refusal(called));
      return BAD_OPTION;
    }
    String first = arguments.length > 0 ? arguments[0] : "";
    Optional<Declared> chosen = Commands.named(first, console);
    if (chosen.isPresent()) {
      String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
      return Execution.of(chosen.get(), "holdfast " + first, rest, console);
    }
    if (List.of("", "-h", "--help").contains(first)) {
      (first.isEmpty() ? console.err() : console.out()).print(Commands.overview());
      console.out().flush();
      console.err().flush();
      return first.isEmpty() ? BAD_OPTION : 0;
    }
    return Execution.of(new RootCommand(console), "holdfast", arguments, console);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
