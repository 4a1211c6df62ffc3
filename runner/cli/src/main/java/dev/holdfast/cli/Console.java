package dev.holdfast.cli;

import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.run.Prompter;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The terminal, or what stands for it: two streams, an environment, and perhaps a person.
///
/// @param terminal whether somebody can be asked
public record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
  private static final int WIDTH = 80;

  static Console real() {
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        person().isPresent());
  }

  /// The terminal, where somebody sits at one.
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<java.io.Console> person() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  Screen screen() {
    return screen(false);
  }

  /// @param forced whether colours are wanted even without a terminal
  Screen screen(boolean forced) {
    boolean plain =
        environment.containsKey("ANSIBLE_NOCOLOR") || environment.containsKey("NO_COLOR");
    return new Screen(out, err, !plain && (terminal || forced), width());
  }

  private int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{0,4}")
        ? Math.max(WIDTH - 1, Integer.parseInt(columns) - 1)
        : WIDTH - 1;
  }

  /// The person at the terminal.
  Prompter prompter() {
    Screen screen = screen();
    return new Prompter() {
      @Override
      public Optional<String> ask(String prompt, boolean hidden) {
        Optional<java.io.Console> somebody = terminal ? person() : Optional.empty();
        if (somebody.isEmpty()) {
          return Optional.empty();
        }
        java.io.Console console = somebody.get();
        String line =
            hidden
                ? Optional.ofNullable(console.readPassword("%s", prompt))
                    .map(String::new)
                    .orElse("")
                : Optional.ofNullable(console.readLine("%s", prompt)).orElse("");
        return Optional.of(line);
      }

      @Override
      public void say(String text) {
        screen.line(text);
      }
    };
  }

  @Override
  public String toString() {
    return "Console[terminal=" + terminal + "]";
  }
}
