package dev.holdfast.transport.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Arguments of `ssh`, taken into [Options].
///
/// @param configFile of `-F`
/// @param forward of `-W`
/// @param destination the first word that is not an option
/// @param command the words behind it
record SshCommandLine(
    Optional<String> configFile,
    Optional<String> forward,
    Optional<String> destination,
    List<String> command) {
  private static final String WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw";
  private static final Set<Character> PLAIN =
      Set.of(
          '1', '2', '4', '6', 'A', 'a', 'C', 'f', 'G', 'g', 'K', 'k', 'M', 'N', 'n', 'q', 's', 'T',
          't', 'V', 'v', 'X', 'x', 'Y', 'y');

  static SshCommandLine parse(List<String> words, Options options) {
    Iterator<String> rest = words.iterator();
    Map<Character, String> seen = new HashMap<>();
    Optional<String> destination = Optional.empty();
    List<String> command = new ArrayList<>();
    while (rest.hasNext() && command.isEmpty()) {
      String word = rest.next();
      if (word.startsWith("-") && word.length() > 1) {
        flags(word, rest, options, seen);
      } else if (destination.isEmpty()) {
        destination = Optional.of(word);
      } else {
        command.add(word);
      }
    }
    rest.forEachRemaining(command::add);
    return new SshCommandLine(
        Optional.ofNullable(seen.get('F')),
        Optional.ofNullable(seen.get('W')),
        destination,
        List.copyOf(command));
  }

  /// One word of flags, of which the last may take the word's rest or the next word.
  private static void flags(
      String word, Iterator<String> rest, Options options, Map<Character, String> seen) {
    if (word.equals("--")) {
      return;
    }
    for (int i = 1; i < word.length(); i++) {
      char flag = word.charAt(i);
      if (WITH_VALUE.indexOf(flag) < 0) {
        plain(flag, options);
        continue;
      }
      String value = word.substring(i + 1);
      if (value.isEmpty() && !rest.hasNext()) {
        throw new ConfigException("option requires an argument -- " + flag);
      }
      value = value.isEmpty() ? rest.next() : value;
      seen.putIfAbsent(flag, value);
      valued(flag, value, options);
      return;
    }
  }

  private static void plain(char flag, Options options) {
    if (!PLAIN.contains(flag)) {
      throw new ConfigException("unknown option -- " + flag);
    }
    if (flag == 'A' || flag == 'a') {
      options.put("forwardagent", List.of(flag == 'A' ? "yes" : "no"));
    }
  }

  private static void valued(char flag, String value, Options options) {
    switch (flag) {
      case 'o' -> ConfigLine.parse(value).ifPresent(options::put);
      case 'i' -> options.put("identityfile", List.of(value));
      case 'J' -> options.put("proxyjump", List.of(value));
      case 'l' -> options.put("user", List.of(value));
      case 'p' -> options.put("port", List.of(value));
      default -> {
        // Forwardings, logs and control sockets have no meaning for a connection in this process.
      }
    }
  }
}
