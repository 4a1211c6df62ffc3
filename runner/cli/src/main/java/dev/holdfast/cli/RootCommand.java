package dev.holdfast.cli;

import dev.holdfast.cli.common.CommonOptions;
import dev.holdfast.cli.common.Console;
import dev.holdfast.cli.common.Declared;
import dev.holdfast.cli.common.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast` without a command that it knows: says which there are.
@Command(name = "holdfast", addMethodSubcommands = false)
final class RootCommand implements Callable<Integer>, Declared {
  private static final int BAD_OPTION = 2;

  private final Console console;

  private final Options shared = new Options();
  private final CommonOptions common = new CommonOptions(shared);

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "what to do")
  private List<String> words = new ArrayList<>();

  RootCommand(Console console) {
    this.console = console;
  }

  @Override
  public Options options() {
    return shared;
  }

  @Override
  public Integer call() {
    if (!words.isEmpty()) {
      console.screen().fatal("holdfast has no command '" + words.getFirst() + "'");
    }
    if (common.verbosity() == 0) {
      console.err().print(Commands.overview());
    }
    console.err().flush();
    return BAD_OPTION;
  }
}
