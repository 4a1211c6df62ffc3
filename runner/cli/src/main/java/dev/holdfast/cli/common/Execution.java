package dev.holdfast.cli.common;

import dev.holdfast.engine.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Carries out one command line.
public final class Execution {
  private static final int BAD_SETTINGS = 4;

  private Execution() {}

  /// @param name under which the command was called
  public static int of(Declared declared, String name, String[] arguments, Console console) {
    CommandLine command = line(declared);
    command.setCommandName(name);
    command.setExpandAtFiles(false);
    command.setAbbreviatedOptionsAllowed(true);
    command.setUsageHelpWidth(Math.max(80, console.width() + 1));
    command.getCommandSpec().versionProvider(() -> VersionText.of(name, console));
    command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    command.setExecutionExceptionHandler((problem, _, _) -> {
      // Only the answer to --version is made outside of a command's own guard.
      if (problem instanceof SettingsException mistake) {
        console.screen().fatal(String.valueOf(mistake.getMessage()));
        return BAD_SETTINGS;
      }
      throw problem;
    });
    int status = command.execute(Arrays.copyOf(arguments, arguments.length));
    console.out().flush();
    console.err().flush();
    return status;
  }

  private static CommandLine line(Declared declared) {
    CommandSpec options = declared.options().spec();
    if (declared.entirely()) {
      return new CommandLine(options);
    }
    CommandLine line = new CommandLine(declared);
    line.addMixin("shared", options);
    return line;
  }
}
