package dev.holdfast.resources.node;

import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import java.util.regex.Pattern;

/// The forms of names, labels and quantities.
///
/// Source: Kubernetes' `apimachinery/pkg/util/validation` (label values, qualified names, RFC 1123
/// labels) and `api/resource` (quantities).
final class NodeWords {

  private NodeWords() {}

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final String DOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String WORD = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";

  /// Dots would be allowed by Kubernetes; a machine's name and a name in a mesh have none.
  static final Validator NAME =
      Validators.matches(
          LABEL,
          "1 to 63 lower-case letters, digits and hyphens without a dot, with a letter or digit at both ends");

  static final Validator DNS_NAME =
      Validators.matches(DOMAIN, "a name of lower-case letters, digits, hyphens and dots");

  static final Validator KEY =
      Validators.matches(
          "(" + DOMAIN + "/)?" + WORD,
          "up to 63 letters, digits, hyphens, underscores and dots, after a domain and a slash if you like");

  static final Validator LABEL_VALUE =
      Validators.matches(
          "(" + WORD + ")?",
          "empty or up to 63 letters, digits, hyphens, underscores and dots, with a letter or digit at both ends");

  static final Validator MEMORY =
      Validators.matches("[1-9]\\d*([KMGT]i?|k)?", "an amount of memory such as 256Mi");

  static final Validator MEMORY_OR_AUTO =
      Validators.matches(
          "auto|[1-9]\\d*([KMGT]i?|k)?", "`auto` or an amount of memory such as 256Mi");

  private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,3})\\.(0|[1-9]\\d{0,2})");
  private static final int OLDEST = 35;
  private static final int NEWEST = 37;

  static final Validator KUBERNETES =
      Validators.rule(
          "a version from 1." + OLDEST + ".0 to 1." + NEWEST + ".x, such as 1.36.4",
          "Write all three numbers, without a v before them.",
          value ->
              dev.holdfast.framework.value.Values.string(value)
                  .filter(NodeWords::supported)
                  .isPresent());

  private static boolean supported(String version) {
    var matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return false;
    }
    int minor = Integer.parseInt(matcher.group(1));
    return minor >= OLDEST && minor <= NEWEST;
  }
}
