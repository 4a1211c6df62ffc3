package dev.holdfast.lab.machine;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `~` and `$NAME` stand for, as a shell would say it; an unset variable stays as it is.
record Expander(Accounts accounts, Map<String, String> environment) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");
  private static final Pattern HOME = Pattern.compile("~([A-Za-z0-9_.-]*)(/.*)?", Pattern.DOTALL);

  String expand(String text) {
    Matcher home = HOME.matcher(text);
    if (!home.matches()) {
      return variables(text);
    }
    String rest = home.group(2) == null ? "" : home.group(2);
    Optional<String> folder =
        home.group(1).isEmpty()
            ? Optional.ofNullable(environment.get("HOME"))
            : accounts.identity(home.group(1)).map(Identity::home);
    return folder.orElse("~" + home.group(1)) + variables(rest);
  }

  private String variables(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> {
          String name = match.group(1) == null ? match.group(2) : match.group(1);
          return Matcher.quoteReplacement(environment.getOrDefault(name, match.group()));
        });
  }
}
