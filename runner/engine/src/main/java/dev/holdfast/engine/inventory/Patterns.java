package dev.holdfast.engine.inventory;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Chooses hosts by patterns: names, globs, `~` regular expressions, `[0]` and `[1:2]` behind them,
/// `&` and `!` before them.
///
/// Source: `ansible/inventory/manager.py`.
final class Patterns {
  private static final Pattern SUBSCRIPT =
      Pattern.compile("(.+)\\[(?:(-?[0-9]+)|([0-9]+)([:-])([0-9]*))\\]");
  private static final Pattern PART = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*\\])+");

  private final Graph graph;
  private final Settings settings;
  private final Warnings warnings;

  Patterns(Graph graph, Settings settings, Warnings warnings) {
    this.graph = graph;
    this.settings = settings;
    this.warnings = warnings;
  }

  /// The single patterns of a text: parted by commas, else by colons.
  static List<String> split(String text) {
    Stream<String> parts;
    if (text.contains(",")) {
      parts = Stream.of(text.split(",", -1));
    } else if (Addresses.parse(text, true).isPresent()) {
      parts = Stream.of(text);
    } else {
      parts = PART.matcher(text).results().map(result -> result.group());
    }
    return parts.map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  /// The hosts of patterns: plain ones first, then `&`, then `!`.
  List<Host> evaluate(List<String> patterns) {
    List<String> ordered = new ArrayList<>();
    patterns.stream().filter(Patterns::isPlain).forEach(ordered::add);
    if (ordered.isEmpty()) {
      ordered.add(Graph.ALL);
    }
    patterns.stream().filter(pattern -> pattern.startsWith("&")).forEach(ordered::add);
    patterns.stream().filter(pattern -> pattern.startsWith("!")).forEach(ordered::add);
    Set<Host> chosen = new LinkedHashSet<>();
    for (String pattern : ordered) {
      Host host = graph.hosts().get(pattern);
      if (host != null) {
        chosen.add(host);
      } else if (pattern.startsWith("!")) {
        chosen.removeAll(new HashSet<>(one(pattern.substring(1))));
      } else if (pattern.startsWith("&")) {
        chosen.retainAll(new HashSet<>(one(pattern.substring(1))));
      } else {
        chosen.addAll(one(pattern));
      }
    }
    return List.copyOf(chosen);
  }

  private static boolean isPlain(String pattern) {
    return !pattern.isEmpty() && !pattern.startsWith("&") && !pattern.startsWith("!");
  }

  private List<Host> one(String pattern) {
    if (pattern.isEmpty()) {
      throw new PlaybookException("Invalid host list pattern: " + pattern);
    }
    Matcher subscript = SUBSCRIPT.matcher(pattern);
    if (pattern.startsWith("~") || !subscript.matches()) {
      return matches(pattern);
    }
    List<Host> hosts = matches(subscript.group(1));
    return hosts.isEmpty() ? hosts : part(hosts, subscript, pattern);
  }

  private List<Host> part(List<Host> hosts, Matcher subscript, String pattern) {
    String single = subscript.group(2);
    if (single != null) {
      int index = Integer.parseInt(single);
      int from = index < 0 ? hosts.size() + index : index;
      if (from < 0 || from >= hosts.size()) {
        throw new PlaybookException("No hosts matched the subscripted pattern '" + pattern + "'");
      }
      return List.of(hosts.get(from));
    }
    if (subscript.group(4).equals("-")) {
      warnings.warn("Use [x:y] inclusive subscripts instead of [x-y] which has been removed");
    }
    int from = Integer.parseInt(subscript.group(3));
    String last = subscript.group(5);
    int to = last.isEmpty() ? hosts.size() - 1 : Integer.parseInt(last);
    if (!last.isEmpty() && to == 0) {
      return part(hosts, from, pattern);
    }
    return from > to
        ? List.of()
        : hosts.subList(Math.min(from, hosts.size()), Math.min(to + 1, hosts.size()));
  }

  /// An end of zero is no end to Ansible: `[0:0]` is the first host.
  private static List<Host> part(List<Host> hosts, int only, String pattern) {
    if (only >= hosts.size()) {
      throw new PlaybookException("No hosts matched the subscripted pattern '" + pattern + "'");
    }
    return List.of(hosts.get(only));
  }

  private List<Host> matches(String pattern) {
    Predicate<String> matches = matcher(pattern);
    boolean plain = !pattern.startsWith("~") && !hasSpecial(pattern);
    Set<Host> results = new LinkedHashSet<>();
    boolean anyGroup = false;
    for (String name : named(graph.groups().keySet(), pattern, plain, matches)) {
      anyGroup = true;
      Optional.ofNullable(graph.groups().get(name))
          .ifPresent(group -> results.addAll(group.hosts()));
    }
    boolean hostsToo = !anyGroup || !plain || pattern.contains(".");
    if (hostsToo) {
      for (String name : named(graph.hosts().keySet(), pattern, plain, matches)) {
        Optional.ofNullable(graph.hosts().get(name)).ifPresent(results::add);
      }
    }
    if (results.isEmpty() && Graph.LOCAL_NAMES.contains(pattern)) {
      graph.find(pattern).ifPresent(results::add);
    }
    if (results.isEmpty() && !anyGroup && !pattern.equals(Graph.ALL)) {
      complain(pattern);
    }
    return List.copyOf(results);
  }

  private static List<String> named(
      Collection<String> names, String pattern, boolean plain, Predicate<String> matches) {
    if (plain) {
      return names.contains(pattern) ? List.of(pattern) : List.of();
    }
    return names.stream().filter(matches).toList();
  }

  private void complain(String pattern) {
    String message = "Could not match supplied host pattern, ignoring: " + pattern;
    switch (settings.text(Setting.HOST_PATTERN_MISMATCH)) {
      case "warning" -> warnings.warn(message);
      case "error" -> throw new PlaybookException(message);
      default -> {}
    }
  }

  private static boolean hasSpecial(String pattern) {
    return pattern.chars().anyMatch(letter -> "?*[".indexOf(letter) >= 0);
  }

  private static Predicate<String> matcher(String pattern) {
    try {
      if (pattern.startsWith("~")) {
        Pattern regex = Pattern.compile(pattern.substring(1).replace("(?P<", "(?<"));
        return name -> regex.matcher(name).lookingAt();
      }
      Pattern glob = Pattern.compile(glob(pattern), Pattern.DOTALL);
      return name -> glob.matcher(name).matches();
    } catch (PatternSyntaxException e) {
      throw new PlaybookException("Invalid host list pattern: " + pattern);
    }
  }

  /// The regular expression of a glob, as Python's `fnmatch` reads it.
  private static String glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char letter = pattern.charAt(at);
      int close = letter == '[' ? closing(pattern, at) : -1;
      if (close > 0) {
        String set = pattern.substring(at + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        set = set.replace("&&", "&\\&");
        regex
            .append('[')
            .append(
                set.startsWith("!")
                    ? "^" + set.substring(1)
                    : set.startsWith("^") ? "\\" + set : set)
            .append(']');
        at = close;
      } else if (letter == '*') {
        regex.append(".*");
      } else if (letter == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(letter)));
      }
      at++;
    }
    return regex.toString();
  }

  private static int closing(String pattern, int open) {
    int from = open + 1;
    if (from < pattern.length() && pattern.charAt(from) == '!') {
      from++;
    }
    return pattern.indexOf(']', from + 1);
  }
}
