package dev.holdfast.modules;

import dev.holdfast.engine.module.Lines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A line of an `authorized_keys` file: a key, or anything else, which is kept as it is.
///
/// @param key its text, or the whole of a line that is no key
/// @param type empty for a line that is no key
/// @param options in their order, such as `command="…"`
/// @param rank its place in the file
record AuthorizedKey(
    String key, Optional<String> type, List<String> options, String comment, int rank) {
  private static final Pattern OPTION = Pattern.compile("(?:[^,\"']|\"[^\"]*\"|'[^']*')+");
  private static final Pattern WORD = Pattern.compile("[^ \\t\\r\\n]+");
  private static final Set<String> TYPES =
      Set.of(
          "sk-ecdsa-sha2-nistp256@openssh.com",
          "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp384-cert-v01@openssh.com",
          "ecdsa-sha2-nistp521",
          "ecdsa-sha2-nistp521-cert-v01@openssh.com",
          "sk-ssh-ed25519@openssh.com",
          "sk-ssh-ed25519-cert-v01@openssh.com",
          "ssh-ed25519",
          "ssh-ed25519-cert-v01@openssh.com",
          "ssh-dss",
          "ssh-rsa",
          "ssh-xmss@openssh.com",
          "ssh-xmss-cert-v01@openssh.com",
          "rsa-sha2-256",
          "rsa-sha2-512",
          "ssh-rsa-cert-v01@openssh.com",
          "rsa-sha2-256-cert-v01@openssh.com",
          "rsa-sha2-512-cert-v01@openssh.com",
          "ssh-dss-cert-v01@openssh.com");

  AuthorizedKey {
    options = List.copyOf(options);
  }

  /// A key; empty for what is none.
  static Optional<AuthorizedKey> parse(String line, int rank) {
    String text = line.replace("\\#", "#");
    List<String> words = WORD.matcher(text).results().map(hit -> hit.group()).toList();
    if (!words.isEmpty() && words.getFirst().equals("#")) {
      return Optional.of(new AuthorizedKey(text, Optional.empty(), List.of(), "", rank));
    }
    int at = 0;
    while (at < words.size() && !TYPES.contains(words.get(at))) {
      at++;
    }
    if (at + 1 >= words.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new AuthorizedKey(
            words.get(at + 1),
            Optional.of(words.get(at)),
            options(String.join(" ", words.subList(0, at))),
            String.join(" ", words.subList(at + 2, words.size())),
            rank));
  }

  static List<String> options(String text) {
    List<String> options = new ArrayList<>();
    Matcher matcher = OPTION.matcher(text);
    while (matcher.find()) {
      options.add(matcher.group());
    }
    return options;
  }

  /// The lines of a file by their keys; of two with the same key the last counts.
  static Map<String, AuthorizedKey> parseAll(String text) {
    Map<String, AuthorizedKey> keys = new LinkedHashMap<>();
    List<String> lines = Lines.withEnds(text);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      AuthorizedKey key =
          parse(line, i).orElse(new AuthorizedKey(line, Optional.empty(), List.of(), "", i));
      keys.put(key.key(), key);
    }
    return keys;
  }

  AuthorizedKey with(Optional<List<String>> otherOptions, Optional<String> otherComment) {
    return new AuthorizedKey(
        key, type, otherOptions.orElse(options), otherComment.orElse(comment), rank);
  }

  /// Options are the same in any order.
  boolean sameAs(AuthorizedKey other) {
    return key.equals(other.key)
        && type.equals(other.type)
        && comment.equals(other.comment)
        && sorted(options).equals(sorted(other.options));
  }

  private static List<String> sorted(List<String> options) {
    return options.stream().sorted().toList();
  }

  static String render(Collection<AuthorizedKey> keys) {
    return keys.stream()
        .sorted(Comparator.comparingInt(AuthorizedKey::rank))
        .map(AuthorizedKey::line)
        .collect(Collectors.joining());
  }

  private String line() {
    String before = options.isEmpty() ? "" : String.join(",", options) + " ";
    return type.map(name -> "%s%s %s %s\n".formatted(before, name, key, comment)).orElse(key);
  }
}
