package dev.holdfast.cli.common;

import dev.holdfast.cli.output.Screen;
import dev.holdfast.engine.run.Prompter;
import dev.holdfast.engine.settings.UserPath;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The terminal, or what stands for it: three streams, an environment, a place, and perhaps a
/// person.
///
/// @param directory where the command was started
/// @param terminal whether somebody can be asked
/// @param answers to questions that nobody needs to be asked
public record Console(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    Path directory,
    boolean terminal,
    Answers answers) {
  private static final int WIDTH = 80;

  /// Answers that are known before their questions.
  @FunctionalInterface
  public interface Answers {
    Optional<String> to(String prompt);
  }

  public Console(
      PrintStream out,
      PrintStream err,
      InputStream in,
      Map<String, String> environment,
      Path directory,
      boolean terminal) {
    this(out, err, in, environment, directory, terminal, _ -> Optional.empty());
  }

  /// The terminal of this process.
  public static Console real() {
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.in,
        System.getenv(),
        Path.of("").toAbsolutePath(),
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

  /// How paths of the user are read.
  public UserPath paths() {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
    return new UserPath(environment, directory, Path.of(home));
  }

  /// Where lines go while no settings are read.
  public Screen screen() {
    return new Screen(out, err, terminal && !plain(), width());
  }

  /// Whether the environment forbids colours.
  public boolean plain() {
    return environment.containsKey("ANSIBLE_NOCOLOR") || environment.containsKey("NO_COLOR");
  }

  /// The columns that lines may have: those of the terminal but one, and never fewer than 79.
  public int width() {
    return Math.max(WIDTH, terminal ? terminalWidth() : 0) - 1;
  }

  private int terminalWidth() {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9][0-9]{0,4}")) {
      return Integer.parseInt(columns);
    }
    try {
      Process size =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(size.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] words = text.strip().split(" ", -1);
      return words.length == 2 ? Integer.parseInt(words[1]) : 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /// The person at the terminal.
  public Prompter prompter() {
    Screen screen = screen();
    return new Prompter() {
      @Override
      public Optional<String> ask(String prompt, boolean hidden) {
        Optional<String> known = answers.to(prompt);
        return known.isPresent() || !terminal
            ? known
            : person().map(somebody -> answer(somebody, prompt, hidden));
      }

      @Override
      public void say(String text) {
        screen.line(text);
      }
    };
  }

  private static String answer(java.io.Console somebody, String prompt, boolean hidden) {
    return hidden
        ? Optional.ofNullable(somebody.readPassword("%s", prompt)).map(String::new).orElse("")
        : Optional.ofNullable(somebody.readLine("%s", prompt)).orElse("");
  }

  /// A password, or another answer, from the person at the terminal; without a terminal the next
  /// line of standard input. Empty at its end.
  public Optional<String> ask(String prompt, boolean hidden) {
    Optional<String> known = prompter().ask(prompt, hidden);
    if (known.isPresent() || terminal) {
      return known;
    }
    err.print(prompt);
    err.flush();
    return line();
  }

  private Optional<String> line() {
    try {
      int letter = in.read();
      if (letter < 0) {
        return Optional.empty();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (letter >= 0 && letter != '\n') {
        bytes.write(letter);
        letter = in.read();
      }
      return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Console[terminal=" + terminal + "]";
  }
}
