package dev.holdfast.engine.machine;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shell text of commands.
final class CommandText {
  private CommandText() {}

  /// A command among others: one fork, its own directory and environment.
  static String within(Command command, Inputs inputs) {
    String input = command.input().map(inputs::pipe).orElse("");
    String quiet = command.input().isPresent() || !inputs.shared() ? "" : " </dev/null";
    String words = words(command.program());
    if (command.directory().isEmpty()) {
      return input + variables(command.environment()) + words + quiet;
    }
    String enter = "cd -P -- " + Sh.quote(command.directory()) + " && ";
    return input + "(" + enter + exports(command.environment()) + "exec " + words + ")" + quiet;
  }

  /// A command as the whole of a request, or at its end: it replaces the shell, and what keeps it
  /// from running is told apart from its own status.
  static String replacing(Command command, Optional<String> creates, Optional<String> removes) {
    StringBuilder text = new StringBuilder(before(command.directory(), creates, removes));
    text.append(exports(command.environment()));
    return text.append(start(command.program())).toString();
  }

  /// What keeps a command from running: its directory, and what it creates or removes.
  static String before(String directory, Optional<String> creates, Optional<String> removes) {
    return (directory.isEmpty() ? "" : enter(directory))
        + creates.map(pattern -> guard(pattern, "", "CREATES")).orElse("")
        + removes.map(pattern -> guard(pattern, "! ", "REMOVES")).orElse("");
  }

  private static String enter(String directory) {
    return """
    if ! cd -P -- %1$s 2>/dev/null; then _e=13
    [ -e %1$s ] || _e=2
    [ -e %1$s ] && [ ! -d %1$s ] && _e=20
    _o=DIRECTORY; _s $_e; exit; fi
    """
        .formatted(Sh.quote(directory));
  }

  private static String guard(String pattern, String negation, String note) {
    return """
    _e=1; for _g in %s; do if [ -e "$_g" ] || [ -L "$_g" ]; then _e=0; fi; done
    if %s[ $_e = 0 ]; then _o=%s; _s 0; exit; fi
    """
        .formatted(Sh.pattern(pattern), negation, note);
  }

  /// The search for the program is a loop of built-ins: `command -v` would name built-ins too, and
  /// a failed `exec` ends the shell with a status that a program may have as well.
  private static String start(Command.Program program) {
    return switch (program) {
      case Command.Program.Argv _ ->
          """
          set -- %s
          _f=; case $1 in */*) _f=$1;; *) IFS=:; for _d in $PATH; do
          if [ -f "${_d:-.}/$1" ] && [ -x "${_d:-.}/$1" ]; then _f=$_d/$1; break; fi
          done; unset IFS;; esac
          if [ ! -e "$_f" ]; then _o=PROGRAM; _s 2; exit; fi
          if [ -d "$_f" ] || [ ! -x "$_f" ]; then _o=PROGRAM; _s 13; exit; fi
          unset _d _e _f _g _n _o; exec "$@"
          """
              .formatted(words(program));
      case Command.Program.Text(String shell, String _) ->
          """
          if [ ! -e %1$s ]; then _o=PROGRAM; _s 2; exit; fi
          unset _d _e _f _g _n _o; exec %2$s
          """
              .formatted(Sh.quote(shell), words(program));
    };
  }

  private static String words(Command.Program program) {
    return switch (program) {
      case Command.Program.Argv(var words, var expand) ->
          expand
              ? words.stream().map(Sh::expanding).collect(Collectors.joining(" "))
              : Sh.quote(words);
      case Command.Program.Text(var shell, var text) -> Sh.quote(shell) + " -c " + Sh.quote(text);
    };
  }

  private static String variables(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Sh.quote(entry.getValue()) + " ")
        .collect(Collectors.joining());
  }

  private static String exports(Map<String, String> environment) {
    return environment.isEmpty() ? "" : "export " + variables(environment).strip() + "; ";
  }
}
