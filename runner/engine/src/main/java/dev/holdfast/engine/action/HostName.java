package dev.holdfast.engine.action;

import dev.holdfast.language.value.Int;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host's name with an optional port: `name:22`, `[::1]:22`.
record HostName(String host, Optional<Int> port) {
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]+)\\](?::(\\d+))?");
  private static final Pattern NAMED = Pattern.compile("([^:\\[\\]]+):(\\d+)");

  static HostName of(String text) {
    for (Pattern pattern : new Pattern[] {BRACKETED, NAMED}) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.matches()) {
        return new HostName(
            matcher.group(1),
            Optional.ofNullable(matcher.group(2)).map(Long::parseLong).map(Int::of));
      }
    }
    return new HostName(text, Optional.empty());
  }
}
