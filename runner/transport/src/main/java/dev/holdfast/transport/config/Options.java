package dev.holdfast.transport.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// SSH options as they come in: the first value of a keyword wins, but key and certificate files
/// add up, and of `ProxyJump` and `ProxyCommand` only the first to come counts.
final class Options {
  private static final Set<String> ADDING = Set.of("identityfile", "certificatefile");
  private static final Set<String> COMMANDS = Set.of("proxycommand");
  private static final Map<String, String> OTHER_PROXY =
      Map.of("proxyjump", "proxycommand", "proxycommand", "proxyjump");

  private final Map<String, List<String>> values = new HashMap<>();

  void put(ConfigLine line) {
    String keyword = line.keyword();
    if (line.words().isEmpty() && line.rest().isEmpty()) {
      throw new ConfigException("the option " + keyword + " has no value");
    }
    List<String> words = COMMANDS.contains(keyword) ? List.of(line.rest()) : line.words();
    put(keyword, words);
  }

  void put(String keyword, List<String> words) {
    if (ADDING.contains(keyword)) {
      Set<String> all = new LinkedHashSet<>(all(keyword));
      all.addAll(words);
      values.put(keyword, List.copyOf(all));
    } else if (!values.containsKey(OTHER_PROXY.getOrDefault(keyword, ""))) {
      values.putIfAbsent(keyword, List.copyOf(words));
    }
  }

  List<String> all(String keyword) {
    return values.getOrDefault(keyword, List.of());
  }

  Optional<String> first(String keyword) {
    return all(keyword).stream().findFirst();
  }

  /// A value that is not the word `none`.
  Optional<String> some(String keyword) {
    return first(keyword).filter(value -> !value.equalsIgnoreCase("none"));
  }

  Optional<Boolean> flag(String keyword) {
    return first(keyword)
        .map(value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "yes", "true", "on" -> true;
              case "no", "false", "off" -> false;
              default ->
                  throw new ConfigException(
                      "the option " + keyword + " takes yes or no, not " + value);
            });
  }

  /// A whole number, or seconds in `ssh`'s form such as `1m30s`.
  Optional<Integer> number(String keyword) {
    return some(keyword).map(value -> seconds(keyword, value));
  }

  private static int seconds(String keyword, String value) {
    List<String> parts = new ArrayList<>(List.of(value.split("(?<=[smhdwSMHDW])")));
    int sum = 0;
    for (String part : parts) {
      int unit =
          switch (part.isEmpty() ? 's' : Character.toLowerCase(part.charAt(part.length() - 1))) {
            case 'm' -> 60;
            case 'h' -> 3600;
            case 'd' -> 86_400;
            case 'w' -> 604_800;
            default -> 1;
          };
      String digits = part.replaceFirst("[smhdwSMHDW]$", "");
      if (!digits.matches("[0-9]{1,6}")) {
        throw new ConfigException("the option " + keyword + " takes a number, not " + value);
      }
      sum += Integer.parseInt(digits) * unit;
    }
    return sum;
  }
}
