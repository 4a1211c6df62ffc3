package dev.holdfast.modules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A package with its version, as the RPM database has it or as a task names it.
///
/// @param arch empty where it is not said
record RpmPackage(String name, String epoch, String version, String release, String arch) {
  /// The format in which the database is asked; [#parse] reads it.
  static final String FORMAT = "%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n";

  private static final Pattern NAMED = Pattern.compile("(\\S+)-(?:(\\d*):)?(.*)-(~?\\w+[\\w.+]*)");
  private static final Pattern ARCH =
      Pattern.compile(
          "(.+)\\.(noarch|x86_64|aarch64|i[3-6]86|armv\\w+|ppc64le|ppc64|ppc|s390x|s390|riscv64|amd64|athlon|ia64|mips\\w*)");
  private static final Pattern PART = Pattern.compile("[0-9]+|[a-zA-Z]+|~|\\^");

  static List<RpmPackage> parse(String text) {
    return text.lines()
        .map(line -> line.split("\t", -1))
        .filter(row -> row.length == 5 && !row[0].equals("gpg-pubkey"))
        .map(row -> new RpmPackage(row[0], row[1], row[2], row[3], row[4]))
        .toList();
  }

  /// A name that says the version and the release, too.
  static Optional<RpmPackage> named(String text) {
    String[] parts = withoutArch(text);
    Matcher matcher = NAMED.matcher(parts[0]);
    if (!matcher.matches() || !matcher.group(3).split("\\.", 2)[0].matches("\\d+")) {
      return Optional.empty();
    }
    String epoch = matcher.group(2) == null ? "0" : matcher.group(2);
    return Optional.of(
        new RpmPackage(matcher.group(1), epoch, matcher.group(3), matcher.group(4), parts[1]));
  }

  /// A name and the architecture behind it, empty where it has none.
  static String[] withoutArch(String text) {
    Matcher matcher = ARCH.matcher(text);
    return matcher.matches()
        ? new String[] {matcher.group(1), matcher.group(2)}
        : new String[] {text, ""};
  }

  /// Whether this installed package is what the other says, as far as it says it.
  boolean satisfies(RpmPackage wanted) {
    return name.equals(wanted.name)
        && epoch.equals(wanted.epoch)
        && version.equals(wanted.version)
        && release.equals(wanted.release)
        && (wanted.arch.isEmpty() || arch.equals(wanted.arch));
  }

  /// As dnf prints it.
  String nevra() {
    return "%s-%s%s-%s.%s"
        .formatted(name, epoch.equals("0") ? "" : epoch + ":", version, release, arch);
  }

  boolean newerThan(RpmPackage other) {
    int epochs = compare(epoch, other.epoch);
    int versions = compare(version, other.version);
    return (epochs != 0 ? epochs : versions != 0 ? versions : compare(release, other.release)) > 0;
  }

  /// RPM's order of versions: runs of digits and of letters one by one; `~` before all, even the
  /// end; `^` after the end, before all else (rpmvercmp).
  static int compare(String one, String other) {
    List<String> left = parts(one);
    List<String> right = parts(other);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String a = i < left.size() ? left.get(i) : "";
      String b = i < right.size() ? right.get(i) : "";
      int order = comparePart(a, b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<String> parts(String version) {
    return PART.matcher(version).results().map(hit -> hit.group()).toList();
  }

  /// What kind of part comes before which.
  private static int rank(String part) {
    if (part.isEmpty()) {
      return 1;
    }
    char first = part.charAt(0);
    return first == '~' ? 0 : first == '^' ? 2 : Character.isDigit(first) ? 4 : 3;
  }

  private static int comparePart(String a, String b) {
    if (rank(a) != rank(b) || rank(a) < 3) {
      return Integer.compare(rank(a), rank(b));
    }
    if (rank(a) == 3) {
      return a.compareTo(b);
    }
    return new java.math.BigInteger(a).compareTo(new java.math.BigInteger(b));
  }
}
