package dev.holdfast.transport.config;

import dev.holdfast.transport.key.Patterns;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `ssh_config` files for one host: `Host` and `Match` blocks, `Include`, first value wins.
///
/// Blocks that depend on running a program (`Match exec`) end in an error, because taking or
/// leaving them would both be a guess.
final class SshConfig {
  private static final int DEEPEST_INCLUDE = 16;

  private final Surroundings surroundings;
  private final String host;
  private final Options options;
  private boolean finalAsked;
  private boolean finalPass;

  /// What `Host` is compared with: what the user wrote, and in the final pass what came of it.
  private String name;

  SshConfig(Surroundings surroundings, String host, Options options) {
    this.surroundings = surroundings;
    this.host = host;
    name = host;
    this.options = options;
  }

  /// Adds what the files say to the options.
  ///
  /// @param file the file of `-F`; empty for the user's and the system's; `none` for no file
  void read(Optional<String> file) {
    pass(file);
    if (finalAsked) {
      finalPass = true;
      name = SshResolver.effective(options, host);
      options.put("hostname", List.of(name.replace("%", "%%")));
      pass(file);
    }
  }

  private void pass(Optional<String> file) {
    if (file.isEmpty()) {
      read(surroundings.home() + "/.ssh/config", surroundings.home() + "/.ssh", true, 0);
      read("/etc/ssh/ssh_config", "/etc/ssh", true, 0);
    } else if (!file.get().equals("none")) {
      String path = surroundings.home(file.get());
      if (surroundings.files().read(path).isEmpty()) {
        throw new ConfigException("Can't open user config file " + path);
      }
      read(path, surroundings.home() + "/.ssh", true, 0);
    }
  }

  private void read(String path, String folder, boolean outer, int depth) {
    if (depth > DEEPEST_INCLUDE) {
      throw new ConfigException(path + ": too many nested Include");
    }
    boolean active = outer;
    int number = 0;
    for (String text : surroundings.files().read(path).orElse("").lines().toList()) {
      number++;
      Optional<ConfigLine> parsed = parse(path, number, text);
      if (parsed.isEmpty()) {
        continue;
      }
      ConfigLine line = parsed.get();
      switch (line.keyword()) {
        case "host" -> active = outer && hostBlock(line.words());
        case "match" -> active = outer && matchBlock(path + ":" + number, line.words());
        case "include" -> include(line.words(), folder, active, depth);
        default -> {
          if (active) {
            options.put(line);
          }
        }
      }
    }
  }

  private static Optional<ConfigLine> parse(String path, int number, String text) {
    try {
      return ConfigLine.parse(text);
    } catch (ConfigException e) {
      throw new ConfigException(path + ":" + number + ": " + e.getMessage());
    }
  }

  private void include(List<String> patterns, String folder, boolean active, int depth) {
    for (String pattern : patterns) {
      String path = surroundings.home(pattern);
      String absolute = path.startsWith("/") ? path : folder + "/" + path;
      surroundings.files().glob(absolute).forEach(file -> read(file, folder, active, depth + 1));
    }
  }

  private boolean hostBlock(List<String> patterns) {
    return Patterns.anyMatches(patterns, name);
  }

  private boolean matchBlock(String where, List<String> words) {
    boolean result = true;
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++).toLowerCase(Locale.ROOT);
      boolean negated = word.startsWith("!");
      String criterion = negated ? word.substring(1) : word;
      boolean holds;
      switch (criterion) {
        case "all" -> holds = true;
        case "final" -> {
          finalAsked = true;
          holds = finalPass;
        }
        case "canonical" -> holds = finalPass;
        default -> {
          if (at >= words.size()) {
            throw new ConfigException(where + ": Match " + criterion + " has no value");
          }
          String value = words.get(at++);
          holds = result && compare(where, criterion, value);
        }
      }
      result &= holds != negated;
    }
    return result;
  }

  private boolean compare(String where, String criterion, String value) {
    List<String> patterns = List.of(value.split(","));
    return switch (criterion) {
      case "host" -> Patterns.anyMatches(patterns, SshResolver.effective(options, host));
      case "originalhost" -> Patterns.anyMatches(patterns, host);
      case "user" ->
          Patterns.anyMatches(patterns, options.first("user").orElse(surroundings.user()));
      case "localuser" -> Patterns.anyMatches(patterns, surroundings.user());
      default ->
          throw new ConfigException(
              where
                  + ": Match "
                  + criterion
                  + " is not supported; use Host, or another file by -F");
    };
  }
}
