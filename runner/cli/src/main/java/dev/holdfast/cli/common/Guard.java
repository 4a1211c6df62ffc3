package dev.holdfast.cli.common;

import dev.holdfast.cli.output.ErrorText;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.run.RunFailure;
import dev.holdfast.engine.settings.SettingsException;
import dev.holdfast.language.value.DocumentException;
import dev.holdfast.language.value.LanguageException;
import picocli.CommandLine.Model.CommandSpec;

/// Turns what goes wrong in a command into a line for the user and an exit status.
public final class Guard {
  private static final int ERROR = 1;
  private static final int PARSE_ERROR = 4;
  private static final int BUG = 250;

  private final Console console;
  private final CommandSpec spec;
  private final boolean traces;

  /// What a command does.
  @FunctionalInterface
  public interface Body {
    int run() throws InterruptedException;
  }

  /// @param spec whose help is shown for wrong options
  /// @param traces whether a bug is shown with its place in the code
  public Guard(Console console, CommandSpec spec, boolean traces) {
    this.console = console;
    this.spec = spec;
    this.traces = traces;
  }

  public int run(Body body) throws InterruptedException {
    Screen screen = console.screen();
    try {
      return body.run();
    } catch (CommandException mistake) {
      if (mistake.kind() == CommandException.Kind.OPTIONS) {
        spec.commandLine().usage(spec.commandLine().getOut());
      }
      screen.fatal(String.valueOf(mistake.getMessage()));
      return mistake.kind().code();
    } catch (PlaybookException mistake) {
      screen.fatal(ErrorText.of(mistake));
      return mistake.endsRun() ? PARSE_ERROR : ERROR;
    } catch (SettingsException | DocumentException mistake) {
      screen.fatal(String.valueOf(mistake.getMessage()));
      return PARSE_ERROR;
    } catch (LanguageException mistake) {
      screen.fatal(String.valueOf(mistake.getMessage()));
      return ERROR;
    } catch (RunFailure bug) {
      screen.fatal(String.valueOf(bug.getMessage()));
      if (traces) {
        bug.printStackTrace(console.err());
      }
      return BUG;
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }
}
