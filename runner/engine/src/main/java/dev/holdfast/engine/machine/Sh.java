package dev.holdfast.engine.machine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Quoting for a POSIX shell: the only place where text becomes part of a script.
public final class Sh {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern EXPANSION =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");
  private static final Pattern HOME = Pattern.compile("~([A-Za-z0-9_.-]*)(/.*)?", Pattern.DOTALL);

  private Sh() {}

  /// One word that stands for exactly this text.
  public static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /// Several words.
  public static String quote(List<String> words) {
    return words.stream().map(Sh::quote).collect(Collectors.joining(" "));
  }

  /// One word in which the shell expands a leading `~`, `~user` and set variables, and nothing
  /// else.
  static String expanding(String text) {
    Matcher home = HOME.matcher(text);
    if (home.matches()) {
      String rest = home.group(2) == null ? "" : home.group(2);
      String user = home.group(1);
      String name = user.isEmpty() ? "\"$HOME\"" : "~" + user;
      return rest.isEmpty()
          ? name
          : name + "/" + (rest.length() == 1 ? "" : variables(rest.substring(1)));
    }
    return variables(text);
  }

  /// Whether [#expanding] could say anything else than the text itself.
  static boolean expands(String text) {
    return text.startsWith("~") || EXPANSION.matcher(text).find();
  }

  private static String variables(String text) {
    StringBuilder word = new StringBuilder();
    Matcher matcher = EXPANSION.matcher(text);
    int end = 0;
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String plain = matcher.group().replace("}", "\\}").replace("$", "\\$");
      word.append(piece(text.substring(end, matcher.start())));
      word.append("\"${").append(name).append("-").append(plain).append("}\"");
      end = matcher.end();
    }
    word.append(piece(text.substring(end)));
    return word.isEmpty() ? "''" : word.toString();
  }

  private static String piece(String text) {
    return text.isEmpty() ? "" : quote(text);
  }

  /// One word in which the shell expands `*`, `?` and `[…]` only.
  static String pattern(String text) {
    StringBuilder word = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if ("*?[]!-".indexOf(letter) >= 0) {
        word.append(piece(plain.toString())).append(letter);
        plain.setLength(0);
      } else {
        plain.append(letter);
      }
    }
    return word.append(piece(plain.toString())).toString();
  }

  /// Words in which `%s` is replaced by what the shell variable holds.
  static String withFile(List<String> words, String variable) {
    return words.stream()
        .map(word ->
            Stream.of(word.split("%s", -1))
                .map(Sh::piece)
                .collect(Collectors.joining("\"$" + variable + "\"")))
        .collect(Collectors.joining(" "));
  }
}
