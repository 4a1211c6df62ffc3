package dev.holdfast.resources.template;

import dev.holdfast.resources.vm.VmMark;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What tells in a template's description what it was made from; users never see it as a
/// difference.
final class TemplateMark {

  private static final Pattern MARK =
      Pattern.compile("\n?<!-- holdfast template hash=([0-9a-f]{64}) -->\n?");

  private TemplateMark() {}

  /// The description with the hash of the content.
  static String on(String description, String hash) {
    String mark = "<!-- holdfast template hash=" + hash + " -->";
    return description.isEmpty() ? mark : description + "\n" + mark;
  }

  /// The hash in a description; templates that somebody else made have none.
  static Optional<String> hash(String description) {
    Matcher matcher = MARK.matcher(description);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// The description as the user wrote it.
  static String off(String description) {
    return VmMark.off(MARK.matcher(description).replaceAll(""));
  }
}
