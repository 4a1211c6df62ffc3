package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The shell of a machine that has none: texts that mean something known have a model each, one
/// plain command is run, and everything else is not simulated.
final class ShellProgram implements Program {
  /// What a shell would take for more than letters.
  private static final Pattern SPECIAL = Pattern.compile("[|&;<>()$`*?\\[\\]#~{}!\\n]");

  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s'\"\\\\]|'[^']*'|\"[^\"$`\\\\]*\")+");

  private final List<Known> texts;

  /// A text that is known.
  ///
  /// @param pattern what it looks like, whole
  record Known(Pattern pattern, Model model) {}

  /// What a text means.
  interface Model {
    Ran run(Call call, Matcher text);
  }

  ShellProgram(List<Known> texts) {
    this.texts = List.copyOf(texts);
  }

  @Override
  public Ran run(Call call) {
    List<String> arguments = call.arguments();
    if (arguments.size() < 2 || !arguments.getFirst().equals("-c")) {
      return Ends.notSimulated("a shell with " + arguments);
    }
    String text = arguments.get(1).strip();
    for (Known known : texts) {
      Matcher matcher = known.pattern().matcher(text);
      if (matcher.matches()) {
        return known.model().run(call, matcher);
      }
    }
    return plain(text)
        .map(words -> words.isEmpty() ? Ends.ok() : call.machine().run(call.with(words)))
        .orElseGet(() -> Ends.notSimulated("shell text " + shortened(text)));
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }

  /// The words of one plain command; empty when the text is more than that.
  private static Optional<List<String>> plain(String text) {
    String given = text.startsWith("exec ") ? text.substring(5) : text;
    if (SPECIAL.matcher(given.replaceAll("'[^']*'", "")).find() || given.contains("\\")) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(given);
    while (word.find()) {
      words.add(word.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
    }
    return words.isEmpty() || !words.getFirst().contains("=")
        ? Optional.of(words)
        : Optional.empty();
  }
}
