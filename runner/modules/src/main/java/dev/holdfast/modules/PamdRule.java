package dev.holdfast.modules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rule of PAM (pam.conf(5)).
record PamdRule(String type, String control, String path, List<String> arguments) {
  static final Set<String> TYPES =
      Set.of(
          "account", "-account", "auth", "-auth", "password", "-password", "session", "-session");

  private static final Pattern LINE =
      Pattern.compile(
          "(-?(?:auth|account|session|password))\\s+(\\[.*\\]|\\S*)\\s+(\\S*)\\s*(.*)\\s*");
  private static final Pattern WORD = Pattern.compile("\\[.*\\]|\\S+");
  private static final Set<String> CONTROLS =
      Set.of(
          "required", "requisite", "sufficient", "optional", "include", "substack", "definitive");
  private static final Set<String> VALUES =
      Set.of(
          ("success open_err symbol_err service_err system_err buf_err perm_denied auth_err"
                  + " cred_insufficient authinfo_unavail user_unknown maxtries new_authtok_reqd"
                  + " acct_expired session_err cred_unavail cred_expired cred_err no_module_data"
                  + " conv_err authtok_err authtok_recover_err authtok_lock_busy"
                  + " authtok_disable_aging try_again ignore abort authtok_expired module_unknown"
                  + " bad_item conv_again incomplete default")
              .split(" "));
  private static final Set<String> ACTIONS = Set.of("ignore", "bad", "die", "ok", "done", "reset");

  PamdRule {
    control = clean(control);
    arguments = List.copyOf(arguments);
  }

  private static String clean(String control) {
    return control.startsWith("[")
        ? "[" + control.replace(" = ", "=").replace("[", "").replace("]", "") + "]"
        : control;
  }

  static Optional<PamdRule> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.find()
        ? Optional.of(
            new PamdRule(
                matcher.group(1), matcher.group(2), matcher.group(3), words(matcher.group(4))))
        : Optional.empty();
  }

  static List<String> words(String text) {
    return WORD.matcher(text).results().map(hit -> hit.group()).toList();
  }

  /// The words of a list argument; one empty text is none.
  static List<String> words(List<String> given) {
    List<String> all = new ArrayList<>();
    given.forEach(each -> all.addAll(words(each)));
    return all;
  }

  boolean is(String otherType, String otherControl, String otherPath) {
    return type.equals(otherType) && control.equals(otherControl) && path.equals(otherPath);
  }

  PamdRule with(List<String> words) {
    return new PamdRule(type, control, path, words);
  }

  String text() {
    String padded = type + " ".repeat(Math.max(0, 11 - type.length()));
    String bare = padded + control + " " + path;
    return arguments.isEmpty() ? bare : bare + " " + String.join(" ", arguments);
  }

  /// What is wrong with it.
  Optional<String> problem() {
    if (!control.startsWith("[")) {
      return CONTROLS.contains(control)
          ? Optional.empty()
          : Optional.of("Rule control, %s, is not valid in rule %s".formatted(control, text()));
    }
    return Arrays.stream(control.substring(1, control.length() - 1).split(" "))
        .map(this::problem)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> problem(String pair) {
    int sign = pair.indexOf('=');
    String value = sign < 0 ? pair : pair.substring(0, sign);
    String action = sign < 0 ? "" : pair.substring(sign + 1);
    if (!VALUES.contains(value)) {
      return Optional.of(
          "Rule control value, %s, is not valid in rule %s".formatted(value, text()));
    }
    return ACTIONS.contains(action) || action.matches("[0-9]+")
        ? Optional.empty()
        : Optional.of("Rule control action, %s, is not valid in rule %s".formatted(action, text()));
  }
}
