package dev.holdfast.transport.config;

import dev.holdfast.transport.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a `ProxyCommand` does, as far as it can be told from its words.
sealed interface ProxyForm {
  /// `nc host port`: nothing but a TCP connection.
  record Direct(String host, int port) implements ProxyForm {}

  /// `ssh … -W host:port jump` or `ssh … jump command`, perhaps behind `sshpass`.
  ///
  /// @param forward where `-W` leads
  /// @param relay the command on the jump host that leads further, when there is no `-W`
  record Jump(
      Options options,
      Optional<String> configFile,
      Destination jump,
      Optional<Secret> password,
      Optional<Destination> forward,
      Optional<String> relay)
      implements ProxyForm {}

  /// Anything else: a command for `/bin/sh`.
  record Shell(String command) implements ProxyForm {}

  Set<String> CONNECTORS = Set.of("nc", "ncat", "netcat");

  /// @param command with its tokens expanded
  static ProxyForm parse(String command, Surroundings surroundings) {
    if (needsShell(command)) {
      return new Shell(command);
    }
    try {
      return parse(new ArrayList<>(ArgumentSplitter.split(command)), surroundings)
          .orElse(new Shell(command));
    } catch (ConfigException _) {
      return new Shell(command);
    }
  }

  private static Optional<ProxyForm> parse(List<String> words, Surroundings surroundings) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (words.getFirst().equals("exec")) {
      words.removeFirst();
    }
    Optional<Secret> password = Optional.empty();
    if (!words.isEmpty() && program(words).equals("sshpass")) {
      words.removeFirst();
      password = sshpass(words, surroundings);
      if (password.isEmpty()) {
        return Optional.empty();
      }
    }
    if (words.size() < 2) {
      return Optional.empty();
    }
    if (program(words).equals("ssh")) {
      return jump(words.subList(1, words.size()), password);
    }
    return password.isEmpty() && CONNECTORS.contains(program(words))
        ? direct(words)
        : Optional.empty();
  }

  private static String program(List<String> words) {
    String word = words.getFirst();
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private static Optional<ProxyForm> jump(List<String> words, Optional<Secret> password) {
    Options options = new Options();
    SshCommandLine line = SshCommandLine.parse(words, options);
    if (line.destination().isEmpty() || line.forward().isPresent() == !line.command().isEmpty()) {
      return Optional.empty();
    }
    Destination jump = Destination.parse(line.destination().get(), false);
    return Optional.of(
        new Jump(
            options,
            line.configFile(),
            jump,
            password,
            line.forward().map(where -> Destination.parse(where, true)),
            Optional.of(String.join(" ", line.command())).filter(text -> !text.isEmpty())));
  }

  /// `nc` with flags that do not change where the connection leads.
  private static Optional<ProxyForm> direct(List<String> words) {
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
      String flag = rest.removeFirst();
      if (flag.matches("-[wqGi]") && !rest.isEmpty()) {
        rest.removeFirst();
      } else if (!flag.matches("-[wqGi][0-9]+|-[vnN46]+|--send-only|--recv-only")) {
        return Optional.empty();
      }
    }
    return rest.size() == 2
        ? Optional.of(new Direct(rest.get(0), Destination.port(rest.get(1))))
        : Optional.empty();
  }

  /// The password that `sshpass` gives, and its words taken away; empty when it reads it from an
  /// inherited file descriptor or a terminal.
  private static Optional<Secret> sshpass(List<String> words, Surroundings surroundings) {
    Optional<Secret> password = Optional.empty();
    while (!words.isEmpty() && words.getFirst().startsWith("-")) {
      String word = words.removeFirst();
      String flag = word.substring(0, 2);
      switch (flag) {
        case "-p" -> password = Optional.of(Secret.of(value(word, words)));
        case "-P" -> value(word, words);
        case "-e" -> password = surroundings.variable("SSHPASS").map(Secret::of);
        case "-f" -> {
          String path = value(word, words);
          password =
              surroundings
                  .files()
                  .read(path)
                  .map(text -> Secret.of(text.lines().findFirst().orElse("")));
        }
        case "-v" -> {
          // Talks more; changes nothing.
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return password;
  }

  private static String value(String word, List<String> words) {
    if (word.length() > 2) {
      return word.substring(2);
    }
    if (words.isEmpty()) {
      throw new ConfigException("sshpass: an option lacks its value");
    }
    return words.removeFirst();
  }

  /// Whether the text means more to a shell than words and quotes.
  private static boolean needsShell(String command) {
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote == '\'') {
        quote = c == '\'' ? 0 : quote;
      } else if (c == '\\') {
        i++;
      } else if (c == '$' || c == '`') {
        return true;
      } else if (quote == '"') {
        quote = c == '"' ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if ("|&;<>()*?#\n".indexOf(c) >= 0
          || (c == '~' && (i == 0 || command.charAt(i - 1) == ' '))) {
        return true;
      }
    }
    return false;
  }
}
