package dev.holdfast.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;

/// The program. Called as `ansible-playbook` it is `holdfast playbook`; names that we do not serve
/// yet say so.
public final class Main {
  private static final int BAD_OPTION = 2;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        run(
            Optional.ofNullable(System.getProperty("holdfast.executable"))
                .or(() -> Optional.ofNullable(System.getenv("HOLDFAST_NAME"))),
            arguments,
            Console.real()));
  }

  /// Runs a command line and gives its exit status.
  ///
  /// @param name the file name under which the program was called
  public static int run(Optional<String> name, String[] arguments, Console console) {
    String called = name.map(Main::fileName).orElse("holdfast");
    if (called.equals("ansible-playbook")) {
      return execute(new CommandLine(new PlaybookCommand(console)), called, arguments, console);
    }
    if (called.startsWith("ansible")) {
      console.screen().fatal(called + " is not served yet; holdfast playbook is.");
      return BAD_OPTION;
    }
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand("playbook", new CommandLine(new PlaybookCommand(console)));
    return execute(root, "holdfast", arguments, console);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static int execute(
      CommandLine command, String name, String[] arguments, Console console) {
    command.setCommandName(name);
    command.setExpandAtFiles(false);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setOut(new java.io.PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    command.setErr(new java.io.PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    return command.execute(Arrays.copyOf(arguments, arguments.length));
  }

  /// What nothing was asked of.
  @CommandLine.Command(
      name = "holdfast",
      mixinStandardHelpOptions = true,
      description = "Runs Ansible playbooks without Python.")
  static final class RootCommand implements java.util.concurrent.Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
      spec.commandLine().usage(spec.commandLine().getErr());
      return BAD_OPTION;
    }
  }

  static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
