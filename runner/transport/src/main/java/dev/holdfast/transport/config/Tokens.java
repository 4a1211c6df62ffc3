package dev.holdfast.transport.config;

import java.util.Map;
import java.util.Optional;

/// Expands `%h` and its like, `${VARIABLE}` and `~` in option values (ssh_config, TOKENS).
final class Tokens {
  private final Map<Character, String> values;
  private final Surroundings surroundings;

  Tokens(
      Surroundings surroundings, String original, String host, int port, String user, String key) {
    this.surroundings = surroundings;
    String local = surroundings.hostName();
    int dot = local.indexOf('.');
    values =
        Map.of(
            '%',
            "%",
            'h',
            host,
            'n',
            original,
            'p',
            Integer.toString(port),
            'r',
            user,
            'k',
            key,
            'u',
            surroundings.user(),
            'd',
            surroundings.home(),
            'l',
            local,
            'L',
            dot < 0 ? local : local.substring(0, dot));
  }

  /// The name or address that `HostName` stands for; `%h` in it is what the user wrote.
  static String hostName(Options options, String original) {
    return options
        .first("hostname")
        .map(name -> name.replace("%%", "\0").replace("%h", original).replace("\0", "%"))
        .orElse(original);
  }

  /// Expands a command: tokens only.
  String command(String text) {
    return percent(text);
  }

  /// Expands a file name: home, variables and tokens.
  String file(String text) {
    return percent(variables(surroundings.home(text)));
  }

  private String percent(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      char token = ++i < text.length() ? text.charAt(i) : ' ';
      out.append(
          Optional.ofNullable(values.get(token))
              .orElseThrow(
                  () -> new ConfigException("the token %" + token + " is not known in: " + text)));
    }
    return out.toString();
  }

  private String variables(String text) {
    int open = text.indexOf("${");
    int close = text.indexOf('}', Math.max(open, 0));
    if (open < 0 || close < 0) {
      return text;
    }
    String name = text.substring(open + 2, close);
    String value =
        surroundings
            .variable(name)
            .orElseThrow(
                () -> new ConfigException("the variable " + name + " is not set: " + text));
    return text.substring(0, open) + value + variables(text.substring(close + 1));
  }
}
